"""What page furniture looks like, line by line: the furniture lexicon, one module as it is one table.

Written by hand from what news pages have in common; no page's own text is kept here. Patterns
are matched against a whole *folded* line (``fold``), never against a part of one, because a real
sentence may contain any of these words.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """``pattern`` must match the whole folded line of at most ``most`` words."""

    reason: str
    most: int
    pattern: re.Pattern[str]


def fold(line: str) -> str:
    """``line`` as the patterns see it: lower case, straight quotes, no arrows at its ends."""
    return line.translate(_STRAIGHT).casefold().strip(" \t>»›→<«‹←|•·▶►▸*-–—_#~✉📧")


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})

_SITE = (
    r"(?:facebook(?: messenger)?|twitter|x|whatsapp|telegram|linkedin|reddit|e-?mail|print"
    r"|copy(?: the)? link"
    r"|copy url|pinterest|messenger|flipboard|pocket|vk|vkontakte|viber|weibo|wechat|line|sms"
    r"|tumblr|threads"
    r"|bluesky|mastodon|instagram|youtube|tiktok|google\+?|google plus|digg|stumbleupon|share"
    r"|tweet|pin(?: it)?"
    r"|post|like|comments?|save|bookmark|more|rss|gift|link|kindle|snapchat)"
)
_PAGE = r"(?:article|story|post|page|news|video|report|link|content|item)"
_GAP = r"[\s,;|/·•+&:-]+(?:and |or )?"
_AGENCY = (
    r"(?:getty(?: images)?|reuters|afp|ap(?: photo)?|associated press|epa(?:-efe)?|tass"
    r"|shutterstock|alamy|upi|xinhua"
    r"|kyodo|bloomberg|anadolu(?: agency)?|zuma(?: press)?|sputnik|ria novosti|istock(?:photo)?"
    r"|unsplash|nurphoto"
    r"|picture alliance|dpa|wikimedia commons|handout|file)"
)


def _rule(reason: str, most: int, *patterns: str) -> Rule:
    return Rule(reason, most, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))


#: Furniture wherever it stands.
ANYWHERE = (
    _rule(
        "summary widget",
        12,
        r"(?:no|short on|don't have|not enough|no more) time(?: to read)?(?: (?:this"
        r"|the) " + _PAGE + r")?\s?\?*",
        r"(?:get|show|read|view|see|generate|hide)(?: me)? (?:a|the|an|your|our|quick|ai"
        r"|instant)?\s?"
        r"(?:quick |ai |short |instant |ai-generated )?summary(?: of this " + _PAGE + r")?[.!]?",
        r"summari[sz]e(?: (?:this|the) " + _PAGE + r")?(?: (?:with|by|using) \w+(?: \w+)?)?[.!]?",
        r"(?:ai|quick|instant|" + _PAGE + r"|ai-generated|ai generated) summary",
        r"tl;?\s?dr:?",
        r"(?:show |ai )?key takeaways(?: (?:by|from) (?:ai|\w+ ai))?",
    ),
    _rule(
        "listen button",
        14,
        r"listen(?: to)?(?: (?:this|the"
        r"|our))? ?" + _PAGE + r"(?: \W?\d+ ?min(?:ute)?s?\W?)?\s?[.!]?",
        r"listen now|listen here|audio (?:version|article|available)|play audio|text to speech"
        r"|(?:play|pause|mute|unmute|full ?screen|now playing|video player is loading\.?|live tv"
        r"|watch live)",
        r"(?:this )?(?:audio|article|voice) (?:is |was )?(?:auto-?|ai-?)generated[^.]*\.?",
        r"\d+(?::\d\d)? ?min(?:ute)?s?\.?(?: (?:to )?(?:read|listen))"
        r"|(?:estimated )?reading time:? (?:about )?\d+ ?(?:min(?:ute)?s?)?\.?|read time:? .{1,20}",
    ),
    _rule(
        "share bar",
        16,
        r"share (?:this|on|via|it|now|by)(?:" + _GAP + r"?(?:this|on|via|with|by|to|it"
        r"|your friends|friends|others"
        r"|social media|" + _PAGE + r"|" + _SITE + r"))*[:!.]?",
        r"share the (?:article|story|post|page|link)[:!.]?",
        rf"{_SITE}(?:{_GAP}{_SITE})+",
        r"(?:copy(?: the)? link(?: to (?:clipboard|share))?|link copied!?|copied!?"
        r"|e-?mail this(?: " + _PAGE + r")?"
        r"|print this(?: " + _PAGE + r")?|print (?:article|page)|click to (?:share|print|email"
        r"|e-mail)\b.*"
        r"|\d+ (?:shares|views|likes|retweets)|share|tweet|tweet this|retweet|pin it|share\s?\d+)",
        r"(?:save|bookmark)(?: (?:this|for later))?(?: (?:article|story|for later))*[.!]?"
        r"|add to (?:favou?rites|bookmarks|reading list)|(?:want to )?bookmark your favou?rite .*",
        r"opens in (?:a )?new (?:window|tab)",
    ),
    _rule(
        "newsletter",
        60,
        r"(?:please )?(?:sign[- ]?up|subscribe|register|join)\b.*\b(?:newsletters?|in-?box"
        r"|e-?mail (?:alerts?|updates?|list)"
        r"|updates|alerts|mailing list|(?:morning|daily|weekly|evening) (?:briefing|bulletin"
        r"|brief|digest)|podcast"
        r"|our (?:channel|feed)|breaking news|for free|rss)\b.{0,160}",
        r"(?:get|receive|want|have)\b.{0,160}\b(?:newsletters?|(?:to|in|into) your in-?box"
        r"|to your e-?mail"
        r"|breaking news alerts?|e-?mail alerts?)\b.{0,80}",
        r".{0,160}\b(?:delivered|straight|sent|direct|directly|right|emailed)(?: \w+)? (?:to|in"
        r"|into) "
        r"your (?:in-?box|e-?mail|phone|mobile).{0,60}",
        r"(?:enter|your) (?:your )?e-?mail(?: address)?(?: here)?(?: to .{1,60})?[.:*]*",
        r"by (?:signing up|subscribing|registering|clicking|entering your|submitting"
        r"|providing)\b.{0,250}"
        r"\b(?:agree|consent|accept|acknowledge|confirm)\b.{0,250}",
        r"you (?:can|may) (?:unsubscribe|opt[- ]out)\b.{0,120}|unsubscribe(?: at any time"
        r"| anytime)?\.?",
        r"(?:thank you|thanks) for (?:signing up|subscribing|registering)\b.{0,80}",
        r"this site is protected by recaptcha.{0,120}",
        r"(?:our|daily|weekly|free|e-?mail|the)?\s?(?:\w+ )?newsletters?(?: sign-?up| signup)?",
        r"(?:subscribe|sign[- ]?up|subscribe (?:now|today|here)|sign[- ]?up (?:now|today|here"
        r"|for free))[.!:]?"
        r"|subscribe to (?:our|the) (?:newsletter|channel|podcast|feed|magazine"
        r"|print edition)\b.{0,60}",
    ),
    _rule(
        "subscription",
        40,
        r"(?:already (?:a |an )?(?:subscriber|member|registered)|not (?:a|yet a) (?:subscriber"
        r"|member))\b.{0,80}",
        r"this (?:article|content|story) is (?:only |exclusively )?(?:for|available to"
        r"|reserved for)"
        r" (?:our )?(?:paid |registered )?(?:subscribers|members)\b.{0,80}",
        r"(?:subscribe|sign[- ]?in|log[- ]?in|register|become a (?:member|subscriber)) (?:now )?"
        r"to (?:continue|keep|read|unlock|access|view|comment|reply)\b.{0,80}",
        r"you have (?:\w+ )?(?:free )?articles? (?:left|remaining)\b.{0,60}"
        r"|unlimited digital access.{0,60}",
        r"(?:download|get) (?:the|our) .{0,40}\bapp\b.{0,60}",
    ),
    _rule(
        "related links",
        14,
        r"(?:related|recommended|suggested|similar)(?: (?:articles?|stor(?:y|ies)|topics?|news"
        r"|content|coverage|links?|tags"
        r"|posts?|reading|reports?|items|videos?|for you|reads))?:?",
        r"(?:most|more) (?:read|popular|viewed|shared|watched|commented|stories|news|articles"
        r"|headlines|coverage|videos"
        r"|top stories)(?: (?:now|today|this week|in \w+|stories|news|articles))?:?",
        r"more (?:on|from|about|in) (?:this|the (?:author|web|same|section)|our"
        r"|related)\b.{0,40}:?",
        r"(?:trending|trending now|trending (?:stories|topics|news)|popular(?: (?:now|stories"
        r"|articles|posts|news))?"
        r"|latest (?:news|stories|headlines|articles|posts|updates|videos)|top (?:stories|news"
        r"|headlines)|up next"
        r"|what to read next|read next|next up|editors?'s? (?:picks?|choice)|must[- ]reads?"
        r"|in case you missed it"
        r"|don't miss|around the web|from (?:around )?the web|you (?:may|might|will"
        r"|could) (?:also )?"
        r"(?:like|enjoy|be interested in|have missed)|we recommend|recommended by .{1,30}"
        r"|also on (?:huffpost|the site|\w+\.com)"
        r"|(?:sponsored|promoted) (?:stories|links|content|posts?)|paid (?:content|post)|see also"
        r"|also read|read also"
        r"|further reading|suggested (?:for you|reading))(?:\W*)",
    ),
    _rule(
        "read more",
        16,
        r"(?:read|see|show|view|load|learn|find out|discover) (?:more|less|all|full (?:story"
        r"|article|report)"
        r"|more (?:here|stories|articles|news|comments|posts|about (?:this|us)))(?:\W*| here| »)",
        r"(?:continue|keep) reading(?: (?:below|the main story|the story|this article).{0,40})?\W*",
        r"read (?:the )?(?:full|original|whole|complete|entire) (?:story|article|report|interview"
        r"|text|statement)"
        r"(?: (?:here|at|on|from|in) ?.{0,60}| .{0,3})?",
        r"click here(?: (?:to|for) .{1,80})?\W*|click to (?:expand|enlarge|play|read|view"
        r"|see).{0,40}",
        r"(?:story|article|content|text) continues(?: below)?.{0,30}|scroll (?:down )?(?:to"
        r"|for) (?:continue|read|more).{0,40}",
        r"show caption|hide caption|toggle caption|view (?:gallery|image in fullscreen|comments)",
    ),
    _rule(
        "follow us",
        24,
        r"(?:please )?(?:follow|like|find|join|visit|watch|contact|connect with|reach) (?:us|me)\b"
        r"(?: (?:on|at|via|in|here|and)\b.{0,120})?[:.!]?",
        r"(?:follow|find|join|tweet|contact) .{1,80} (?:on|at|via|in) (?:twitter|x|facebook"
        r"|instagram|telegram|google news"
        r"|linkedin|youtube|whatsapp|threads|bluesky|tiktok|flipboard|@\w+)\b.{0,100}",
        r"(?:follow|tweet)(?: \S+){0,4}:? ?@\w+.{0,60}|@\w{2,30}",
        r"(?:our|join our|follow our|subscribe to our) (?:telegram|whatsapp|youtube|viber"
        r"|facebook|twitter) "
        r"(?:channel|group|page|community)\b.{0,80}",
        r"follow (?:the )?topics?(?: .{0,40})?|stay (?:connected|informed|tuned"
        r"|up to date)\b.{0,40}",
    ),
    _rule(
        "advertisement",
        14,
        r"(?:advertise?ments?|advertising|ads?|adverts?|ad feedback|sponsored|promoted"
        r"|advertorial|commercial|publicity)"
        r"(?:[ \W]+(?:continue reading|story continues|article continues|scroll).{0,60})?\W*",
        r"(?:advertise with us|remove ads|why (?:am i seeing|this) .{0,20}ad\??"
        r"|report (?:this )?ad|skip ad(?:vertisement)?)",
    ),
    _rule(
        "copyright",
        60,
        r"(?:©|\(c\) ?\d{4}|copyright ?(?:©|\(c\))).{0,200}",
        r"copyright:? (?:by )?(?:\d{4}|the |all "
        r"|notice)?.{0,120}\ball rights (?:are )?reserved\b.{0,160}"
        r"|copyright:? (?:by )?\d{4}\b.{0,80}|.{0,120}\ball rights (?:are )?reserved\b.{0,160}",
        r"(?:this material|this content|no part of this|reproduction|reprint"
        r"|republication)\b.{0,80}\b(?:may not be|prohibited"
        r"|forbidden|not (?:be )?(?:allowed|permitted)|without (?:the )?(?:prior |written "
        r"|express )*(?:permission|consent))\b.{0,160}",
    ),
    _rule(
        "photo credit",
        16,
        r"(?:file )?(?:photo(?:graph)?s?|images?|pictures?|video|illustration|graphic"
        r"|photo illustration)"
        r"(?: (?:credits?|courtesy|source))?(?: by |\s?[:/|©]\s?).{2,80}[^.?!\"]",
        r"(?:[\[(]\s?)?(?:(?:photo|image|picture|courtesy|credit|source"
        r"|via)[:\s]+(?:by )?)?[\w.,'& -]{0,50}"
        rf"(?:/| via |\s\|\s|©)\s?(?:the )?{_AGENCY}(?:\s?/\s?[\w .'-]{{2,40}})?(?:\s?[\])])?",
        rf"[\[(]\s?(?:photo(?: by)?:? )?(?:the )?{_AGENCY}(?:/[\w .'-]{{2,40}})?\s?[\])]"
        rf"|{_AGENCY}/[\w .'-]{{2,40}}"
        r"|(?:image |photo )?credits?\s?:.{0,80}|caption\s?:.{0,80}|(?:image|photo) credit"
        r"|getty images|ap photo",
    ),
    _rule(
        "contributors",
        50,
        r".{0,260}\bcontributed (?:to this (?:report|story|article|piece|dispatch)"
        r"|reporting)(?: from .{2,40}| to this .{4,12})?[.)\]]*",
        r"[\[(]?(?:(?:additional |with )?(?:reporting|writing|editing|written|edited|compiled"
        r"|translated|translation|research)"
        r"(?:,? (?:and |& )?(?:additional )?(?:reporting|writing|editing|written|edited))* (?:by"
        r"|from)"
        r" [\w.' ,;&-]{3,160})[\])]?[.;]?(?: ?[\[(]?(?:editing|writing) by .{3,80})?",
        r"with (?:additional )?(?:reporting|files|inputs?|material|agency inputs) (?:by"
        r"|from) .{2,80}",
        r"(?:reporters?|editors?|desk|author|writer)\s?: .{3,60}",
    ),
    _rule(
        "standards notice",
        40,
        r"our standards\W*(?:the )?thomson reuters trust principles.{0,40}|(?:purchase"
        r"|acquire) licensing rights.{0,40}",
        r"(?:suggest|submit|report) (?:a |an )?(?:correction|typo|error)\b.{0,60}|(?:view"
        r"|see) (?:our )?corrections? (?:policy)?",
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:in|here|by|on"
        r"|are)\b.{0,260}",
        r"this (?:article|story|piece|post) (?:was|has been) (?:originally |first |re|also )?"
        r"(?:published|updated|amended|corrected|edited|translated|generated|produced)\b.{0,160}",
        r"(?:the )?(?:above|this) (?:article|story) .{0,40}\b(?:auto-?generated"
        r"|syndicated feed)\b.{0,120}",
        r"(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)"
        r"|cookie (?:policy|settings|preferences)"
        r"|manage (?:cookies|preferences|consent)|do not sell my .{5,40}|about us|contact us)"
        r"(?:[\s|·•,&-]+(?:and )?(?:privacy (?:policy|notice)|terms (?:of (?:use|service)"
        r"|and conditions)|cookie policy|about us|contact us))*",
    ),
    _rule(
        "cookie banner",
        70,
        r"(?:we|our partners|this (?:web ?)?site|our (?:web ?)?site|this page|by (?:continuing"
        r"|using|clicking))\b.{0,160}\bcookies\b.{0,300}",
        r"(?:accept|reject|allow|manage)(?: all)?(?: cookies)?(?: and (?:close|continue))?|(?:i"
        r"|ok,? i) (?:agree|accept)|got it!?",
    ),
    _rule(
        "comment prompt",
        24,
        r"(?:leave|post|write|add|join|view|show|read|see|load|hide|submit)(?: (?:a|an|your|the"
        r"|all|us a))?"
        r" (?:comments?|reply|conversation|discussion)(?: (?:here|now|below|on|with|in) .{0,30}"
        r"| \(\d+\))?\W*",
        r"\d+ comments?|comments? ?(?:[:(]\s?\d+\s?\)?|are closed.{0,30}|\(\d+\))"
        r"|no comments(?: yet)?|be the first to comment.{0,20}",
        r"join the (?:conversation|discussion|debate)\b.{0,40}|have your say\b.{0,40}"
        r"|(?:what do you|what are your) th(?:ink|oughts)\b"
        r".{0,60}(?:comments?|below)\b.{0,20}|let us know (?:what you think|in the comments"
        r"|your thoughts).{0,40}",
        r"your e-?mail address will not be published.{0,60}|required fields are marked.{0,20}",
    ),
    _rule(
        "navigation",
        20,
        r"(?:skip|jump|back|go|return) to (?:the )?(?:main |page |site )?(?:content|top"
        r"|navigation|homepage|home ?page|menu|search|article|all .{2,20})",
        r"please enable (?:javascript|cookies).{0,80}|javascript is (?:disabled|required"
        r"|not enabled).{0,80}"
        r"|(?:sorry,? )?(?:this|your) (?:video|browser) (?:is not|does not|isn't"
        r"|doesn't) (?:available|support).{0,80}|loading\W*",
        r"(?:home|world|news|politics|business)(?:\s[>»›/|]\s[\w &-]{2,40}){1,6}",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|posted in|labels|read more about"
        r"|more about|in this (?:story|article)"
        r"|mentioned in this article|explore more on these topics)\s?(?::.{0,160})?",
        r"https?://\S+|www\.\S+",
    ),
    _rule(
        "support request",
        60,
        r"(?:(?:please )?(?:support|donate to|consider (?:supporting|donating|making)|help us)"
        r"|make a (?:one-time |monthly )?donation)\b"
        r".{0,160}\b(?:our (?:work|journalism|newsroom)|independent (?:journalism|media)"
        r"|a donation)\b.{0,160}",
        r"(?:got a|have a|do you have a|do you have|got|send us a?) ?(?:confidential "
        r"|news )?(?:tips?|information|story|scoop)"
        r"\b.{0,160}(?:e-?mail|contact|here's how|let us know|with us|@|tips?\b|share|click|send"
        r"|call).{0,120}",
        r"(?:e-?mail|contact|write to|reach) (?:the (?:author|reporter|writer|editor)|us|him|her"
        r"|them|me)?\s?(?:at |on |:)?\s?\S+@\S+",
        r"\S+@\S+\.\w{2,10}",
    ),
)

#: Furniture only above the first or below the last real sentence: elsewhere it may be a subheading.
MARGIN = (
    _rule(
        "navigation",
        6,
        r"(?:home|menu|search|top|close|sign in|log ?in|register|login|my account|world|news"
        r"|previous|prev|next|older|newer|back|more"
        r"|more news|comments?|skip|print|e-?mail|support us|donate|contact|about|latest|live"
        r"|opinion|sections?|archive|notifications?)",
    ),
    _rule(
        "sign-off",
        4,
        r"/?(?:reuters?|upi|ap|afp|tass|xinhua|kyodo|interfax|ria novosti"
        r"|ends?|end ?/|ends/|enditem|###|-30-|30)/?",
    ),
    _rule(
        "publication note",
        24,
        r"(?:first |originally )?(?:published|posted|updated|last updated|modified|last modified"
        r"|issued|created|date)"
        r"(?: (?:on|at)|:)?\s.{0,20}\d.{0,80}",
        r"(?:published|updated|posted)?\s?:?\s?\d{1,3} (?:seconds?|minutes?|mins?|hours?|hrs?"
        r"|days?|weeks?|months?) ago",
    ),
    _rule("source note", 14, r"source ?s?\s?[:-]+\s?.{2,80}[^.?!]|source ?s?\s?[:-]+\s?.{2,60}"),
)

#: A label whose title follows on the same line.
LABELLED = re.compile(
    r"(?i:(previous|prev|next|older|newer)\s(?:article|story|post"
    r"|news))\s?(?:[:»«→←>|–—-]+\s?)(\S.{5,220})"
    r"|(Previous|Next|PREVIOUS|NEXT)\s(?:Article|Story|Post|ARTICLE|STORY"
    r"|POST)\s([A-Z\"'“‘\d].{8,220}[^.,;\s])"
)

#: A label alone.
LABEL = re.compile(r"(previous|prev|next|older|newer) (?:article|story|post|news)s?:?")

#: A pointer to another page with its headline on the same line.
POINTER = re.compile(
    r"(?:related|read more|see also|also read|read also|read|watch|watch live|don't miss"
    r"|recommended|more|listen|in pictures|gallery"
    r"|video|photos|podcast|opinion|explainer|explained|analysis|must read|read next"
    r"|up next)\s?[:|>»›→-]+\s?\S.*"
)

#: Reasons after which, with no sentence following, nothing more belongs to the report.
CLOSERS = frozenset(
    {
        "related links",
        "previous and next",
        "comment prompt",
        "newsletter",
        "follow us",
        "copyright",
        "standards notice",
    }
)
