"""Where a clause that is somebody's content begins and ends, whatever the parser made of it."""

from __future__ import annotations

from detente.attribution import lexicon
from detente.attribution.proposals import WordRange
from detente.attribution.syntax import Syntax


def clause_of(syntax: Syntax, index: int, cue_words: WordRange) -> tuple[WordRange, ...]:
    """The clause that is the content of a cue verb; empty if neither parse nor "that" shows one."""
    sentence_first, sentence_last = syntax.bounds(index)
    clauses = [c for c in syntax.children[index] if syntax.relations[c] == "ccomp"]
    clause = next((c for c in clauses if c > index), None)
    that = _that_after(syntax, cue_words[1], sentence_last)
    if clause is None and that is not None:
        return ((that, _before_stop(syntax, sentence_last)),)
    if clause is not None:
        first = _right_start(syntax, index, cue_words[1], clause)
        last = _full_reach(syntax, index, max(first, clause), syntax.right[clause])
        if syntax.relations[index] == "relcl" and first == cue_words[1] + 1:
            last = max(last, _to_comma(syntax, last))
        return ((first, last),)
    inverted = _swallowed(syntax, index, sentence_last)
    if inverted is not None:
        return (inverted,)
    clause = next(iter(clauses), None)
    if clause is None:
        return ()
    first, last = syntax.subtree(clause)
    subject = syntax.subject(index)
    low = cue_words[0] if subject is None else min(cue_words[0], syntax.left[subject])
    if last >= low:
        return ()  # the clause runs around its own attribution: read off the commas
    while last > first and syntax.lower[last] in {",", "-", "—", "–"}:
        last -= 1
    if any(syntax.lower[word] == ";" for word in range(last + 1, low)):
        return ()
    return ((min(first, _clause_start(syntax, first, sentence_first)), last),)


def _right_start(syntax: Syntax, index: int, cue_last: int, clause: int) -> int:
    """Where a clause after its cue starts: right after the cue, past addressee and adverbials."""
    first = max(syntax.left[clause], cue_last + 1)
    word = cue_last + 1
    while word < first:
        phrase = next(
            (
                child
                for child in syntax.children[index]
                if child != clause and syntax.left[child] <= word <= syntax.right[child]
            ),
            None,
        )
        if phrase is not None:
            word = max(word, syntax.right[phrase]) + 1
        elif syntax.lower[word] in {",", ":", '"', "“"}:
            word += 1
        else:
            return word
    while first < clause and syntax.lower[first] in {",", ":"}:
        first += 1
    return first


def _full_reach(syntax: Syntax, index: int, first: int, last: int) -> int:
    """Where a clause after its cue ends: on to the sentence's end unless something hangs on the cue itself.

    A small parser loses the tail of long sentences to some other head; what follows belongs to the content as
    long as no second verb of the cue's own level ("said X and left", "said X, adding Y") begins there.
    """
    stop = _before_stop(syntax, syntax.sentence_last[index])
    word = last + 1
    while word <= stop and _belongs(syntax, word, (first, last), index):
        if syntax.lower[word] == ";" and syntax.quoted_at[word] < 0:
            break
        last = word
        word += 1
    while last > first and syntax.lower[last] in {",", ";", ":", "—", "–"}:
        last -= 1
    return last


def _belongs(syntax: Syntax, word: int, content: WordRange, cue: int) -> bool:
    """Whether a later word hangs on the content rather than on the cue or above it."""
    at = word
    for _ in range(40):
        head = syntax.heads[at]
        if content[0] <= head <= content[1]:
            return True
        if head == cue:
            # Stray punctuation hangs anywhere; verbs and phrases of the cue end the content.
            if syntax.relations[at] in {"conj", "cc"}:
                return _that_again(syntax, at, cue)
            return syntax.relations[at] in {"punct", "dep", "ccomp"}
        if head == at:
            # A root after the content: the parser took the content's own verb for the sentence's.
            return at > content[1] and syntax.relations[cue] in {"ccomp", "parataxis", "dep"}
        at = head
    return False


def _that_again(syntax: Syntax, at: int, cue: int) -> bool:
    """Whether "and that ..." goes on with the content though the parser joined its verb to the cue."""
    if syntax.relations[at] == "cc":
        return at + 1 < syntax.count and syntax.lower[at + 1] == "that"
    mark = syntax.child(at, "mark")
    return mark is not None and syntax.lower[mark] == "that" and cue < mark < at


def bare_clause(syntax: Syntax, index: int, cue_last: int) -> WordRange | None:
    """A clause without "that" which the parser did not hang on its cue: noun phrase, finite verb, to the end."""
    stop = _before_stop(syntax, syntax.sentence_last[index])
    begin = cue_last + 1
    if begin >= stop or not (
        syntax.tags[begin][:2] in {"DT", "NN", "PR", "EX", "CD", "JJ"}
        or syntax.lower[begin] == "if"
    ):
        return None
    for word in range(begin + 1, min(stop, begin + 12) + 1):
        if syntax.lower[word] in {",", ";", ":", '"', "“", "”", "as", "while", "so"}:
            return None
        if syntax.tags[word] in {"VBD", "VBZ", "VBP", "MD"}:
            return (begin, stop)
    return None


def relative_content(syntax: Syntax, index: int, cue_last: int) -> WordRange | None:
    """As in "a pattern that Russia says deserves scrutiny": what stands after the cue, to the next comma."""
    if syntax.relations[index] != "relcl" or not any(
        syntax.tags[child] in {"WDT", "WP"}
        and syntax.relations[child] not in {"nsubj", "nsubjpass"}
        for child in syntax.children[index]
        if child < index
    ):
        return None
    begin = cue_last + 1
    stop = _before_stop(syntax, syntax.sentence_last[index])
    if begin > stop or not (syntax.is_verb(begin) or syntax.tags[begin] == "MD"):
        return None
    return (begin, _to_comma(syntax, begin))


def _to_comma(syntax: Syntax, word: int) -> int:
    """The last word before the next comma, or of the sentence."""
    stop = _before_stop(syntax, syntax.sentence_last[word])
    while word < stop and syntax.lower[word + 1] not in {",", ";", "—", "–"}:
        word += 1
    return word


def _swallowed(syntax: Syntax, index: int, sentence_last: int) -> WordRange | None:
    """In "Reuters reported on Monday a source said X" parsers may hang "reported" below "said"."""
    head = syntax.heads[index]
    if syntax.relations[index] != "ccomp" or head <= index or not syntax.is_verb(head):
        return None
    subject = syntax.subject(head)
    if subject is None or lexicon.verb(syntax.words.lemmas[head]) is None:
        return None
    first = syntax.left[subject]
    if first <= index or syntax.lower[first - 1] in {",", ";", '"', "”"}:
        return None
    return (first, _before_stop(syntax, sentence_last))


def _clause_start(syntax: Syntax, first: int, sentence_first: int) -> int:
    """A fronted clause starts where its sentence does, unless something else was said before it."""
    quoted = syntax.quoted_at[first]
    if first - sentence_first <= 2 and quoted == syntax.quoted_at[sentence_first]:
        return sentence_first
    return first


def _that_after(syntax: Syntax, index: int, sentence_last: int) -> int | None:
    for word in range(index + 1, min(sentence_last, index + 9) + 1):
        if syntax.lower[word] == "that" and syntax.tags[word] == "IN":
            return word
        if syntax.is_noun(word) and lexicon.noun(syntax.words.lemmas[word]) is not None:
            return None
        if syntax.lower[word] in {".", ";", ":", '"', "“"} or syntax.is_verb(word):
            return None
    return None


def _before_stop(syntax: Syntax, last: int) -> int:
    while last > 0 and syntax.lower[last] in {".", "!", "?", ";"}:
        last -= 1
    return last


def around(
    syntax: Syntax, index: int, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[WordRange, ...]:
    """Content before ", officials said" and, if a comma closes that again, after it."""
    sentence_first, sentence_last = syntax.bounds(index)
    near = [part for part in source if sentence_first <= part[0] and part[1] <= sentence_last]
    if not near:
        return ()
    low = min(cue_words[0], near[0][0])
    high = max(cue_words[1], near[-1][1])
    if high - low > 30 or low <= sentence_first + 1 or syntax.lower[low - 1] not in {",", "—", "–"}:
        return ()
    if syntax.relations[index] in {"relcl", "acl", "advcl", "conj"}:
        return ()
    in_title = syntax.words.starts[index] < syntax.article.body_start
    content: list[WordRange] = [(sentence_first, low - 2)]
    if high + 2 < sentence_last and syntax.lower[high + 1] in {",", "—", "–"}:
        rest = (high + 2, _before_stop(syntax, sentence_last))
        if rest[1] - rest[0] >= 1 and not (
            syntax.tags[rest[0]] in {"VBG", "IN", "WP"} and low - 2 - sentence_first > 3
        ):
            content.append(rest)
    if not in_title and not any(
        syntax.is_verb(word) or syntax.tags[word] == "MD"
        for first, last in content
        for word in range(first, last + 1)
    ):
        return ()
    return tuple(content) if content[0][1] - content[0][0] >= 2 or len(content) > 1 else ()
