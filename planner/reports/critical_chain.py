def critical(session, /, *, actor, now, campaign_id):
    return frozenset()
