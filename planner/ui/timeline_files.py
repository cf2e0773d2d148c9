def downloads(campaign, filters): pass
