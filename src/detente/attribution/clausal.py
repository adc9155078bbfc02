"""Cue verbs and what depends on them: clauses, infinitives, objects, passives.

The parse proposes, the surface corrects: where a complement is missing the conjunction "that", or the
comma before ", officials said", still shows where the content lies.
"""

from __future__ import annotations

from typing import Final

from detente.attribution import lexicon
from detente.attribution.lexicon import Cue
from detente.attribution.proposals import Proposal, WordRange, joined
from detente.attribution.syntax import Syntax

#: Relations whose words belong to the cue when they stand right beside the verb.
_CUE_PARTS: Final = frozenset({"aux", "auxpass", "neg", "prt"})
#: Where something is said, never part of what is said.
_VENUES: Final = frozenset(
    {"statement", "interview", "briefing", "speech", "tweet", "letter", "post"}
)
_RELATIVE_PRONOUNS: Final = frozenset({"who", "which", "that", "whom"})
#: "went on to say" still says; "refused to say" does not.
_GOES_ON: Final = frozenset({"go", "continue", "rush", "hasten"})
#: Relations over which a verb without a subject takes the one above it.
_CLIMBS: Final = frozenset(
    {"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "parataxis", "acomp", "ccomp"}
)
#: How far up conjunctions and participles a subject is looked for.
_MAX_CLIMB: Final = 5
_PUNCTUATION: Final = frozenset(
    {",", ".", ";", ":", "-", "--", "—", "–", "?", "!", '"', "”", "“", "’", "'"}
)
#: Prepositions that belong to the object of blaming, praising and calling.
_JUDGED_BY: Final = frozenset(
    {"for", "of", "as", "with", "over", "in", "on", "by", "to", "against"}
)
_TAKES_OBJECT_WITH_REASON: Final = frozenset({"accuse", "judge", "call", "see"})


def verb_proposals(syntax: Syntax) -> list[Proposal]:
    """One draft for every cue verb; its content may be empty where only quoted words can fill it."""
    drafts = []
    for index in range(syntax.count):
        cue = _cue_at(syntax, index)
        if cue is None or not _speaks(syntax, index, cue):
            continue
        passive = _truly_passive(syntax, index)
        draft = _passive(syntax, index, cue) if passive else _active(syntax, index, cue)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _cue_at(syntax: Syntax, index: int) -> Cue | None:
    if not syntax.is_verb(index) and syntax.lower[index] not in {"said", "says"}:
        return None
    if syntax.relations[index] in {"aux", "auxpass", "amod", "compound"}:
        return None
    return lexicon.verb(syntax.words.lemmas[index])


def _truly_passive(syntax: Syntax, index: int) -> bool:
    if not syntax.is_passive(index):
        return syntax.agent(index) is not None and syntax.tags[index] == "VBN"
    return syntax.tags[index] in {"VBN", "VBD"}


def _speaks(syntax: Syntax, index: int, cue: Cue) -> bool:
    """Whether the verb reports: not wished, not asked for, not denied to have happened."""
    if syntax.is_negated(index) and cue.kind not in {"think", "deny", "agree", "see"}:
        return False
    if any(syntax.lower[c] in {"how", "why"} and c < index for c in syntax.children[index]):
        return False
    helpers = {syntax.lower[c] for c in syntax.children[index] if syntax.relations[c] == "aux"}
    if "to" in helpers or (
        index and syntax.lower[index - 1] == "to" and syntax.tags[index] == "VB"
    ):
        head = syntax.heads[index]
        return head != index and syntax.words.lemmas[head] in _GOES_ON
    if helpers & {"should", "must", "might", "may", "can", "could"}:
        return False
    mark = syntax.child(index, "mark")
    return not (
        mark is not None
        and syntax.lower[mark] in {"if", "unless", "whether", "before", "until"}
        and syntax.relations[index] == "advcl"
    )


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────


def source_of(syntax: Syntax, index: int, depth: int = 0) -> tuple[WordRange, ...]:
    """The phrase that is the subject of a verb, inherited over "and" and participles where needed."""
    quoted = _quoted_as(syntax, index)
    if quoted is not None:
        return quoted
    subject = syntax.subject(index)
    relation = syntax.relations[index]
    head = syntax.heads[index]
    if subject is None and syntax.is_passive(index):
        subject = syntax.passive_subject(index)
    if subject is not None:
        if syntax.lower[subject] in _RELATIVE_PRONOUNS and relation in {"relcl", "acl", "ccomp"}:
            return (with_partners(syntax, head),)
        if syntax.lower[subject] in {"there", "what", "which"}:
            return ()
        return (with_partners(syntax, subject),)
    if depth >= _MAX_CLIMB or head == index:
        return _neighbour(syntax, index)
    if relation in _CLIMBS and not (relation == "prep" and syntax.is_noun(head)):
        return source_of(syntax, head, depth + 1)
    if relation == "acl" and syntax.is_noun(head):
        return _source_of_noun(syntax, head)
    if relation == "relcl":
        return (syntax.noun_phrase(head),)
    return _neighbour(syntax, index)


def with_partners(syntax: Syntax, noun: int) -> WordRange:
    """The phrase around a noun with the phrases joined to it by "and" or "or"."""
    first, last = syntax.noun_phrase(noun)
    for partner in syntax.conjuncts(noun)[1:]:
        begin, end = syntax.noun_phrase(partner)
        if first <= begin and syntax.is_noun(partner) and begin - last <= 4:
            last = max(last, end)
    return (first, last)


def _quoted_as(syntax: Syntax, index: int) -> tuple[WordRange, ...] | None:
    """In "TV quoted the minister as saying" and "the minister was quoted as saying": the minister."""
    if index == 0 or syntax.lower[index - 1] != "as" or syntax.tags[index] != "VBG":
        return None
    first = syntax.sentence_first[index]
    for verb in range(index - 2, max(first, index - 16) - 1, -1):
        if syntax.is_verb(verb) and syntax.words.lemmas[verb] in {"quote", "cite"}:
            who = syntax.passive_subject(verb)
            if who is None:
                who = syntax.child(verb, "dobj", "nsubj") if verb < index - 2 else None
                who = syntax.child(verb, "dobj") or who
            if who is None:
                return _neighbour(syntax, verb) or None
            return (syntax.noun_phrase(who),)
    return None


def _source_of_noun(syntax: Syntax, noun: int) -> tuple[WordRange, ...]:
    """Who stands behind "a statement saying": its owner, its author, the one who issued it, or itself."""
    if lexicon.noun(syntax.words.lemmas[noun]) is None and (
        syntax.lower[noun] not in lexicon.STATEMENT_NOUNS
    ):
        return (syntax.noun_phrase(noun),)
    owner = owner_of(syntax, noun)
    if owner is not None:
        return (owner,)
    head = syntax.heads[noun]
    if syntax.relations[noun] == "dobj" and syntax.is_verb(head):
        issuer = source_of(syntax, head, _MAX_CLIMB - 2)
        if issuer:
            return issuer
    return (syntax.noun_phrase(noun),)


def owner_of(syntax: Syntax, noun: int) -> WordRange | None:
    """The possessor or author of a noun: "Baku's claim", "the claim by Baku", "a claim from Baku"."""
    for child in syntax.children[noun]:
        if syntax.relations[child] == "poss":
            first, last = syntax.subtree(child)
            while last > first and syntax.lower[last] in {"'s", "’s", "'", "’"}:
                last -= 1
            return (first, last)
    for child in syntax.children[noun]:
        if syntax.relations[child] == "prep" and syntax.lower[child] in {"by", "from"}:
            author = syntax.child(child, "pobj")
            if author is not None:
                return syntax.noun_phrase(author)
    return None


def _neighbour(syntax: Syntax, index: int) -> tuple[WordRange, ...]:
    """Without a parsed subject: the noun or pronoun right before the verb, or right after "said"."""
    first, last = syntax.bounds(index)
    before = index - 1
    while before >= first and (
        syntax.tags[before] in {"MD", "RB"} or syntax.relations[before] in {"aux", "neg"}
    ):
        before -= 1
    if before > first and syntax.lower[before] == "," and _ends_mention(syntax, before - 1):
        before -= 1  # "Gennady Ovechko, the envoy, stated"
    if before >= first and (syntax.is_noun(before) or syntax.tags[before] == "PRP"):
        return (_mention_range(syntax, before),)
    after = index + 1
    while after <= last and (
        syntax.tags[after] in {"DT", "JJ", "CD", "PRP$", "VBN"} or syntax.lower[after] == "of"
    ):
        after += 1
    follows_quote = index > first and syntax.lower[index - 1] in _PUNCTUATION
    if after <= last and follows_quote and (syntax.is_noun(after) or syntax.tags[after] == "PRP"):
        return (_mention_range(syntax, after),)
    return ()


def _ends_mention(syntax: Syntax, index: int) -> bool:
    stop = syntax.words.stops[index]
    return any(
        mention.span.stop == stop and mention.kind in {"person", "role", "organisation", "country"}
        for mention in syntax.annotation.mentions
        if mention.span.start < stop
    )


def _mention_range(syntax: Syntax, index: int) -> WordRange:
    start = syntax.words.starts[index]
    for mention in syntax.annotation.mentions:
        if mention.span.start <= start < mention.span.stop:
            found = syntax.words_of(mention.span.start, mention.span.stop)
            if found is not None:
                return found
        if mention.span.start > start:
            break
    top = index
    for _ in range(4):
        head = syntax.heads[top]
        if head == top or not syntax.is_noun(head) or head > index + 4:
            break
        top = head
    first, last = syntax.noun_phrase(top)
    return (first, last) if first <= index <= last else (index, index)


# ── What ─────────────────────────────────────────────────────────────────────────────────────────


def cue_range(syntax: Syntax, index: int) -> WordRange:
    """The verb with the helpers, negation and particle that stand right beside it."""
    first = last = index
    while (
        first > 0
        and syntax.heads[first - 1] == index
        and (syntax.relations[first - 1] in _CUE_PARTS)
    ):
        first -= 1
    while (
        last + 1 < syntax.count
        and syntax.heads[last + 1] == index
        and (syntax.relations[last + 1] == "prt")
    ):
        last += 1
    return (first, last)


def _active(syntax: Syntax, index: int, cue: Cue) -> Proposal | None:
    source = source_of(syntax, index)
    if not source and cue.kind not in {"say", "tell"}:
        return None
    if source and syntax.lower[source[0][0]] in {"no", "nobody", "none", "neither"}:
        return None
    cue_words = cue_range(syntax, index)
    content, cue_words, confidence = _complement(syntax, index, cue, cue_words, source)
    if not source and confidence < 0.8:
        content = ()
    if syntax.quoted_at[index] >= 0 and confidence < 0.72:
        return None  # inside somebody's own words only a clause is another's claim
    if not content and "q" not in cue.takes:
        return None
    if source and content and source[0][0] >= content[0][0] and source[-1][1] <= content[-1][1]:
        content = _cut(content, source, cue_words)
    return Proposal(cue_words, source, content, confidence)


def _cut(
    content: tuple[WordRange, ...], source: tuple[WordRange, ...], cue: WordRange
) -> tuple[WordRange, ...]:
    """The content less the words of source and cue and anything between these two."""
    low = min(source[0][0], cue[0])
    high = max(source[-1][1], cue[1])
    left: list[WordRange] = []
    for first, last in content:
        if first < low:
            left.append((first, min(last, low - 1)))
        if last > high:
            left.append((max(first, high + 1), last))
    return tuple(left)


def _complement(
    syntax: Syntax, index: int, cue: Cue, cue_words: WordRange, source: tuple[WordRange, ...]
) -> tuple[tuple[WordRange, ...], WordRange, float]:
    """Content, cue (grown by a preposition where it takes one) and confidence."""
    if "c" in cue.takes:
        content = _clause(syntax, index, cue_words)
        if content:
            return content, cue_words, 0.85
    if "o" in cue.takes or "x" in cue.takes:
        found = _infinitive(syntax, index, with_object="o" in cue.takes)
        if found is not None:
            return (found,), cue_words, 0.75
    if "a" in cue.takes:
        found = _named(syntax, index)
        if found is not None:
            return (found,), cue_words, 0.7
    behind = _behind_preposition(syntax, index, cue)
    if behind is not None:
        grown = (cue_words[0], behind[0] - 1) if behind[0] == cue_words[1] + 2 else cue_words
        return (behind,), grown, 0.65
    if "d" in cue.takes:
        found = _object(syntax, index, cue)
        if found is not None:
            return (found,), cue_words, 0.6
    if "c" in cue.takes:
        around = _around(syntax, index, cue_words, source)
        if around:
            return around, cue_words, 0.8
    return (), cue_words, 0.6


def _behind_preposition(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    """What follows "warned of", "called for", "spoke of"."""
    if cue.kind == "accuse" and syntax.child(index, "dobj") is not None:
        return None  # "blamed Washington for the blackout": the object belongs to it
    for child in syntax.children[index]:
        if (
            child > index
            and syntax.relations[child] in {"prep", "prt", "dative"}
            and syntax.lower[child] in cue.prepositions
        ):
            inner = syntax.child(child, "pobj", "pcomp")
            if (
                inner is not None
                and inner > child
                and not syntax.words.entities[inner].endswith("DATE")
            ):
                return (child + 1, syntax.right[child])
    return None


def _clause(syntax: Syntax, index: int, cue_words: WordRange) -> tuple[WordRange, ...]:
    sentence_first, sentence_last = syntax.bounds(index)
    clauses = [c for c in syntax.children[index] if syntax.relations[c] == "ccomp"]
    clause = next((c for c in clauses if c > index), None)
    that = _that_after(syntax, cue_words[1], sentence_last)
    if clause is None and that is not None:
        return ((that, _before_stop(syntax, sentence_last)),)
    if clause is not None:
        first = _right_start(syntax, index, cue_words[1], clause)
        return ((first, syntax.right[clause]),)
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


def _around(
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
    if not in_title and not any(
        syntax.is_verb(word) or syntax.tags[word] == "MD"
        for word in range(sentence_first, sentence_last + 1)
        if not low <= word <= high
    ):
        return ()
    content: list[WordRange] = [(sentence_first, low - 2)]
    if high + 2 < sentence_last and syntax.lower[high + 1] in {",", "—", "–"}:
        rest = (high + 2, _before_stop(syntax, sentence_last))
        if rest[1] - rest[0] >= 1 and not (
            syntax.tags[rest[0]] in {"VBG", "IN", "WP"} and low - 2 - sentence_first > 3
        ):
            content.append(rest)
    return tuple(content) if content[0][1] - content[0][0] >= 2 or len(content) > 1 else ()


def _infinitive(syntax: Syntax, index: int, *, with_object: bool) -> WordRange | None:
    """As in "both sides to stop the shelling" (with object) or "to keep fighting"."""
    reach = [
        child
        for child in syntax.children[index]
        if child > index and syntax.relations[child] in {"xcomp", "ccomp"}
    ]
    if not reach:
        return None
    first = max(syntax.left[reach[0]], index + 1)
    last = syntax.right[reach[-1]]
    if with_object:
        for child in syntax.children[index]:
            if index < child < reach[0] and syntax.relations[child] in {"dobj", "dative", "nsubj"}:
                first = min(first, max(syntax.left[child], index + 1))
            elif index < child < reach[0] and syntax.lower[child] in {"on", "to", "upon", "for"}:
                inner = syntax.child(child, "pobj")
                if inner is not None:
                    first = min(first, child + 1)
    return (first, last)


def _named(syntax: Syntax, index: int) -> WordRange | None:
    """As in "the vote a disgrace", "the exercise as a provocation"."""
    parts = [
        child
        for child in syntax.children[index]
        if child > index
        and (
            syntax.relations[child] in {"dobj", "ccomp", "oprd", "acomp", "xcomp", "attr", "nsubj"}
            or (syntax.relations[child] == "prep" and syntax.lower[child] in {"as", "to"})
        )
    ]
    names = [c for c in parts if syntax.relations[c] != "dobj" and syntax.relations[c] != "nsubj"]
    if not names and not any(_has_late_modifier(syntax, c) for c in parts):
        return None
    return (
        max(index + 1, min(syntax.left[c] for c in parts)),
        max(syntax.right[c] for c in parts),
    )


def _has_late_modifier(syntax: Syntax, noun: int) -> bool:
    """Whether an adjective or quoted phrase follows its noun: "the proposal 'absolutely absurd'"."""
    return any(
        child > noun and (syntax.tags[child].startswith("JJ") or syntax.quoted_at[child] >= 0)
        for child in syntax.children[noun]
        if syntax.relations[child] != "relcl"
    )


def _object(syntax: Syntax, index: int, cue: Cue) -> WordRange | None:
    thing = syntax.child(index, "dobj")
    if thing is None or thing < index:
        return None
    first = max(syntax.left[thing], index + 1)
    last = syntax.right[thing]
    aside = next((w for w in range(thing, last) if syntax.lower[w] == "which"), None)
    if aside is not None:
        last = aside - 2 if syntax.lower[aside - 1] == "," else aside - 1
    if cue.kind in _TAKES_OBJECT_WITH_REASON:
        for child in syntax.children[index]:
            if (
                child > thing
                and (syntax.relations[child] in {"prep", "dative", "oprd", "pcomp", "xcomp"})
                and syntax.lower[child] in _JUDGED_BY
            ):
                last = max(last, syntax.right[child])
    return (first, _before_venue(syntax, first, last))


def _before_venue(syntax: Syntax, first: int, last: int) -> int:
    """The last word before "in a statement ..." or "in an interview with ..."."""
    for word in range(first + 1, last - 1):
        if syntax.lower[word] in {"in", "during", "at"} and any(
            syntax.lower[at] in _VENUES for at in range(word + 1, min(last, word + 3) + 1)
        ):
            return word - 1
    return last


# ── Passives ─────────────────────────────────────────────────────────────────────────────────────


def _passive(syntax: Syntax, index: int, cue: Cue) -> Proposal | None:
    """As in "was condemned by the League", "it was reported that", "is said to be"; None: read as active."""
    if cue.kind in {"cite", "attitude", "seem", "agree", "urge", "promise", "demand"}:
        agent = syntax.agent(index)
        if agent is None:
            return None
    subject = syntax.passive_subject(index)
    agent = syntax.agent(index)
    source: tuple[WordRange, ...] = (with_partners(syntax, agent),) if agent is not None else ()
    cue_words = cue_range(syntax, index)
    parts: list[WordRange] = []
    empty_subject = subject is not None and syntax.lower[subject] in {"it", "there"}
    if subject is not None and not empty_subject and cue.kind != "tell":
        parts.append(syntax.subtree(subject))
    for child in syntax.children[index]:
        if child <= index:
            continue
        relation = syntax.relations[child]
        if relation in {"ccomp", "xcomp", "oprd"} or (
            relation == "prep" and syntax.lower[child] in {"of", "as", "for"}
        ):
            reach = syntax.subtree(child)
            if agent is None or not reach[0] <= agent <= reach[1]:
                parts.append((max(reach[0], index + 1), reach[1]))
    if cue.kind == "accuse" and agent is not None:  # "accused by residents of burning homes"
        charge = next((c for c in syntax.children[agent] if syntax.lower[c] == "of"), None)
        if charge is not None and source[0][0] < charge <= source[0][1]:
            parts.append((charge, source[0][1]))
            source = ((source[0][0], charge - 1),)
    complements = parts[1:] if subject is not None and not empty_subject else parts
    if not source and not complements:
        return None
    if not source and cue.kind in {"tell", "judge", "deny", "call", "see"}:
        return None
    content = tuple(p for p in joined(tuple(parts)) if p[0] <= p[1])
    return Proposal(cue_words, source, content, 0.7 if source else 0.6) if content else None
