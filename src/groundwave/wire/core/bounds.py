"""How much of anything we take from outside. Beyond a limit a thing is cut where that is harmless, else refused."""

from typing import Final

MAX_DOCUMENT_BYTES: Final = 20 * 1024 * 1024
MAX_DOCUMENTS: Final = 2_000
MAX_DEPTH: Final = 64
MAX_VALUES: Final = 2_000_000
MAX_ELEMENTS: Final = 200_000
MAX_BLOCKS: Final = 2_000
MAX_BODY_CHARS: Final = 1_000_000
# More than MAX_BLOCKS, so that a body is refused and never cut in the middle.
MAX_LINKS: Final = 2_500
# Agencies give dozens of subjects, from the general to the particular.
MAX_TOPICS: Final = 12
MAX_NOTES: Final = 100
MAX_ID_CHARS: Final = 500
MAX_URL_CHARS: Final = 2_000
MAX_LINE_CHARS: Final = 300
MAX_TEASER_CHARS: Final = 1_000
# The HTML of a single line. More is not read: cleaning costs more than its length.
MAX_LINE_HTML_CHARS: Final = 20_000
MAX_CAPTION_CHARS: Final = 5_000
ABSURD_LINE_CHARS: Final = 2_000
MAX_AUDIO_SECONDS: Final = 7 * 24 * 3600
MAX_PIXELS: Final = 100_000
