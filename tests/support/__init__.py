"""What tests stand on: databases, a browser and a running server."""
