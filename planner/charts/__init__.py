"""How the answers look: DataFrame to altair.Chart."""
