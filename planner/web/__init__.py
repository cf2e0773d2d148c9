"""What browsers fetch without a page: the gate, sign-in, first page, files, health."""

from planner.web.site import lifespan, middleware, routes

__all__ = ["lifespan", "middleware", "routes"]
