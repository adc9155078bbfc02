"""Is it English? A text in another language is refused by name; a doubtful one is let through."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from detente.errors import WrongLanguage

# Frequent words of English that are rare or absent in the languages written with the same letters.
_ENGLISH: Final = frozenset((
    "the", "of", "and", "to", "that", "for", "with", "said", "by", "from", "has", "have",
    "his", "it", "are", "be", "will", "were", "who", "not", "its", "this", "which", "would",
    "been", "their", "had", "after", "but", "they", "was", "is", "on", "as", "at", "an",
    "he", "she", "we", "you", "or", "than", "more", "about", "over", "when", "there",
    "what", "could", "should", "did", "does",
))  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST_LETTERS = 40
# A headline of foreign names beats English by at most 0.4 nats a letter (1,500 English headlines), a
# sentence in another language by at least 1.2; in longer texts the margin a letter means less.
_SHORT, _CLEAR = 200, 0.8

#: Names of the languages news is most often written in, by ISO 639-1 code.
NAMES: Final = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "eo": "Esperanto",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz",
    "la": "Latin", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "my": "Burmese",
    "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "tg": "Tajik", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def require_english(text: str, name: str) -> None:
    """Return silently where ``text`` is English or cannot be judged.

    Raises:
        WrongLanguage: another language, named, with the reason.
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _LETTERS.findall(sample)]
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return
    latin = sum(len(word) for word in words if word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00")
    share = sum(word in _ENGLISH for word in words) / len(words)
    if latin * 2 > letters and _reads_english(words, share):
        return
    code, margin = _classify(sample)
    if code == "en":
        return
    # Doubt speaks for English, but only where the letters are its own.
    doubtful = share >= 0.1 or code not in NAMES or (letters < _SHORT and margin < _CLEAR * letters)
    if latin * 2 > letters and doubtful:
        return
    raise WrongLanguage(
        f"{name or 'the text'} is in {NAMES.get(code, code)} ({code}): {share:.0%} of its words are"
        " frequent English words",
        "a report in English, where 25 to 50% are",
        "give an English version of it",
    )


def _reads_english(words: list[str], share: float) -> bool:
    # English news has 30 to 45 % of these words, "the" among the first three; other languages have
    # under 10 %. Deciding here spares the classifier's 0.7 s start for nearly every report.
    return share >= 0.2 and Counter(words)["the"] * 100 >= len(words)


def _classify(text: str) -> tuple[str, float]:
    """The likeliest language of ``text`` and by how much, in nats, it beats English."""
    # Imported late: the model takes most of a second to load, and English seldom needs it.
    from py3langid import rank  # noqa: PLC0415

    ranked = rank(text)
    best = ranked[0]
    return str(best[0]), float(best[1]) - float(dict(ranked)["en"])
