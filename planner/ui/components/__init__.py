"""Our own elements: a list, a board, a timeline and a year, each one element whatever it shows.

Each module's ``content`` seals plain dicts, once for as long as they hold; the element of the same
name shows what is sealed and calls ``on_act(verb, payload)`` for everything a person does in it.
``WORDS`` are the sentences it needs, translated by ``ui.names.words``: the browser sets every text
as text, so neither words nor titles are escaped for Markdown.
"""
