"""The reading room: whatever a user names, from a file to an address, becomes one clean report.

``sources`` and ``fetch`` give pages, ``extract`` turns a page into an article. In between:
``decode`` (bytes to text), ``tidy`` (text to paragraphs), ``furniture`` and ``patterns`` (what is
not the report), ``markup`` and ``metadata`` (HTML), ``jsontext``, ``dates``,
``languages``.
"""
