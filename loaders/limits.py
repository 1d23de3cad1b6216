"""Words that stand about figures -> whether they make these something else than they seem.

A sentence counts where it speaks of the figures, or is too short to speak of anything else, and limits or changes what
they are: some of the people, a place, one service, part of the time, another year, another thing counted, options that
cannot be told apart, numbers nobody stands by. What it includes besides, where it came from and how people are counted
changes nothing. Single words that limit, and those of pairs, stand in `data/registers/vocabulary.toml`.
"""

import re
from collections.abc import Collection
from functools import cache

from loaders import keys, vocabulary, years
from loaders.meaning import areas_in, without_areas
from model import areas, metrics

_FIGURES = r"\b(?:figures?|data|numbers?|counts?|returns?|totals|tables?|values|these|scores?|everyone|position)\b"
_OF_THE_FIGURES = re.compile(_FIGURES, re.IGNORECASE)
_MONTH = r"(?:january|february|april|may|june|july|august|september|october|november|december)"

# What figures are of

_THEY_ARE = re.compile(
    _FIGURES + r"\s+(?:\w+\s+){0,3}?(?:(?:relates?|refers?) (?:only )?to|covers?|counts?|represents?|"
    r"shows?|are|is|for|of)\s+(?P<what>[^.;]*)",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\b(?:also )?(?:includ\w+|as well as|together with)\b.*", re.IGNORECASE)
_FROM_WHERE = re.compile(
    r"\b(?:from|by|in|on|via|against|with|taken|checked|recorded|published|produced|prepared|extracted)\b[^.,;:]*"
    r"\b(?:systems?|database|ledger|records?|extracts?|reports?|forms?|files?|sheets?|tabs?|pages?)\b|"
    r"\bfrom (?:the )?(?:payments?|contracts?|(?:care|support) plans?|invoices|assessments|case notes)\W*$",
    re.IGNORECASE,
)
_OF_THE_FILE = re.compile(  # who made it, and who looked at it
    r"\W*(?:enquir\w+|quer(?:y|ies)|contacts?|source|compiled|completed|prepared|produced|published|signed|approved|"
    r"extracted|submitted|checked|agreed|confirmed|verified|reconciled)\b|.*\S@\S|"
    r"\W*(?:(?:these|all|the) )?(?:figures|data|numbers|counts) (?:(?:were|are|have been) )?"
    r"(?:agreed|checked|confirmed|verified|reconciled|approved|signed off) (?:with|by|against)\b",
    re.IGNORECASE,
)
_NEW_WAYS = re.compile(  # what is new, or old, is how it is recorded
    r"\b(?:new|old|current|previous) (?:computer |recording |case management |social work |it )?"
    r"(?:system|software|form|forms|process|recording|database|code|codes|guidance)\b",
    re.IGNORECASE,
)
_OF_ITS_WHOLE = re.compile(  # what a part's own row says of its whole
    r"\W*of (?:all )?(?:those|the|these)(?: staff| people| teams)? (?:eligible|trained|reviewed|asked)\W*",
    re.IGNORECASE,
)
_OPTIONS_NAMES = re.compile(
    r"\b(?:direct payments?|individual service funds?|isf) (?=(?:team|officers?|service)\b)", re.I
)
_SAY_NO_MORE = frozenset(
    "not no living change changes without other others per part test last current old provisional estimate estimates "
    "estimated".split()
)
_PERCENTAGES = re.compile(_FIGURES + r"[^.]*\b(?:are|is|as|in)\b[^.]*(?:\bper ?cent(?:ages?)?\b|%)", re.IGNORECASE)
_OTHER_THINGS = re.compile(
    r"\b(?:packages|hours|episodes|assessments|reviews|households|budgets|payments|agreements|services|employers)\b"
    r"[^.]*\b(?:not|rather than|instead of) (?:the )?(?:people|clients|persons|individuals)\b|"
    r"\b(?:for|by|in) (?:each|every) (?:service|package|payment|budget|episode|provider)\b|"
    r"\b(?:each|every) (?:service|package|payment|budget|episode|provider)\b[^.]*\bcounted\b|"
    r"\b(?:record|row|line) is an? (?:service|package|payment|budget|plan)\b|\bnot (?:been )?de-?duplicated\b|"
    r"\bduplicates (?:have )?not (?:been )?removed\b|\bis counted twice$|\bnumber of payments\b|"
    r"^\W*each (?:visit|service|package|payment|team|month|quarter|week)\W*$",
    re.IGNORECASE,
)
_OTHER_KIND = re.compile(
    _FIGURES
    + r"[^.]*\b(?:are|is|show|of)\b[^.]*\b(?:targets?|planned|projected|projections?|forecasts?|averages?|services|"
    r"packages|budgets|hours|episodes|swapped|unvalidated|unaudited|rates|weighted|preferences)\b|"
    r"\b(?:asked for|would (?:have )?(?:prefer|chosen|choose|like)|offered)\b[^.]*\b(?:not those|rather than)\b|"
    + _FIGURES
    + r"[^.]*\bwould (?:have )?(?:prefer|chosen|choose|like)|"
    r"\bper 1(?:00|0?,?000|00,?000)\b|\bweighted\b|"
    r"\brounded to (?:the )?nearest (?:10|20|50|100|1,?000|ten|hundred|thousand)\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:main|first|primary|latest|biggest|largest) option\b|\b(?:in|under) one (?:option|category)\b|"
    r"\bcounted (?:only )?once,? (?:only )?(?:in|under|by)\b(?![^.]*\b(?:total|any|each option|every option|again)\b)",
    re.IGNORECASE,
)
_NOT_APART = re.compile(
    r"\boptions? [1-4](?:,? (?:and|&|or) (?:option )?[1-4])+\b[^.]*"
    r"\b(?:together|combined|as one|(?:can ?not|can['’]t|could not|not) (?:be )?"
    r"(?:separated?|split|distinguish\w*|told apart))\b"
    r"(?![^.]*\b(?:in|under|as) option 4)|"
    r"\boption [1-4] [^.]*\b(?:recorded|counted|shown|included|reported|coded|entered) "
    r"(?:as|in|under|with|within) option [1-3]\b|"
    r"\boption [1-3](?: figures?| numbers?| also)* includes? "
    r"(?:(?:the )?(?:people|clients|those) (?:with|on|who \w+) )?options? [1-4]\b",
    re.IGNORECASE,
)
_OF_THE_RATE = re.compile(
    r"\bimplementation rate\W+(?:%|per ?cent(?:age)?) of people "
    r"(?:for whom a choice|able to choose|who (?:could|should|made|were offered|had) (?:an? |have )?(?:choice|choose))",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\b(?:scores?|scale|rated?|marks?)\b[^.]*\b[01] ?(?:to|-|–) ?(?:3|4|6|7|10|100)\b", re.IGNORECASE)
_THOUSANDS = re.compile(
    r"\b(?:thousand|hundred|million|dozen)s?\b|(?<![0-9,])000s?\b|(?<![0-9,])1,?000s\b|"
    r"\bin (?:tens|10s|100s|1,?000s|k)\b",
    re.IGNORECASE,
)

# Who is left out, or let in

_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_ARE_COUNTED = re.compile(r"\bonly\b[^.]*\b(?:are|is|were|was|be) (?:counted|included|shown|recorded)\b", re.IGNORECASE)
_HARMLESS_ONLY = re.compile(
    r"\b(?:official|internal|management|information|reference|read|one|once|whole|shaded|yellow|council|office) "
    r"(?:use |purposes )?only\b|"
    r"\b(?:cells?|boxes|columns?|rows?) only\b|"
    r"\bonly (?:type|fill|enter|complete|use|one|that one|once|if|where|when|change|shaded)\b|"
    r"\b(?:options? [1-4]|option|used) only\b|\bonly option (?:they|people|each)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\bexclud\w+|\b(?:does|do|did) not includ\w+|\bnot included\b|"
    r"\b(?:is|are|was|were) left out\b|\bleaves? out\b|\bomit\w*|\b(?:not complete|incomplete|not all)\b|"
    r"\b(?:did|have|has) not (?:yet )?(?:submit\w*|return\w*|repl\w+|report\w*|sent)\b|"
    r"\bstill to (?:report|return|come)\b|\bnil return\b|\bcounted elsewhere\b|\bsnapshot\b",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    r"\b(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of (?:the |our )?"
    r"(?:[0-9]+|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?:localit\w+|areas?|teams?|offices?|districts?|wards|services|months|quarters)\b",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"\binclud\w+|\bcover\w*|\btogether with\b|\bcombined with\b|\bas well as\b", re.IGNORECASE)
_ANOTHERS = re.compile(r"^\W*(?:incl?\b|includ\w+) (?![0-9])|" + _FIGURES, re.IGNORECASE)
_STARTS_WITH_INCLUDES = re.compile(
    r"\W*(?:[0-9¹²³]\W+|note [0-9]\W+)?(?:also |this )?(?:incl?\b|includ(?:es|ing|e))", re.I
)
_INCLUDES_A_GROUP = re.compile(
    r"\W*(?:also )?includ(?:es|ing) [a-z ]*\b(?:children|carers|older people)"
    r"(?: with (?:a )?(?:budget|package|support plan)s?)?\W*$",
    re.I,
)

# When

_CARRIED = re.compile(
    r"\bcarried forward\b|\b(?:same )?as last year\b|\blast year['’]?s (?:figures?|data|numbers?)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:[0-9,]+ in|compar\w+|since|before|after|until|previous\w*|earlier|next|revis\w+|chang\w+|publish\w+|"
    r"first|began|introduc\w+|last year|than|in line with|definition|guidance)\b",
    re.IGNORECASE,
)

# Whether anybody stands by them

_NOT_STOOD_BY = re.compile(
    r"(?<!budget )(?<!budgets )\bnot (?:yet )?(?:been )?(?:validated|final|finali[sz]ed|checked|agreed|"
    r"approved|signed off)\b|\bsubject to (?:change|revision|validation|checking|approval)\b|"
    r"\b(?:swapped|the wrong way round)\b|"
    r"^\W*draft\b|\b(?:this|it|these|return|which) (?:is|are) (?:still )?(?:a )?draft\b|"
    r"\bdraft (?:figures?|data|numbers|return|version)\b|\b(?:do not|not (?:for|to be)) use[d]?\b|"
    r"\b(?:awaiting|await) (?:the )?(?:figures?|data|numbers|returns?|confirmation)\b|\bto be (?:confirmed|checked)\b|"
    r"\bmade[- ]up\b|\b(?:example|sample|dummy|test) (?:figures?|data|numbers)\b",
    re.IGNORECASE,
)
_FAULTY = re.compile(
    r"(?:" + _FIGURES + r"|\boption [1-4]\b)[^.]*\b(?:is|are|was|were|look|looks|seem|seems) "
    r"(?:an? |probably |clearly )*(?:wrong|incorrect|errors?|mistakes?|too (?:high|low|many|few)|transposed|reversed|"
    r"repeated|undercounted|overstated|understated|a balancing figure)\b"
    r"(?![^.]*\b(?:corrected|fixed|put right) (?:in|on|here)\b)",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\bshould (?:be|read)\b|\bactually\b|\blast year\b|\bcarried over\b|\bcalendar year\b|\bwithout\b|\bmissing\b|"
    r"\bcombined\b|\bjoint return\b|\bx ?10+\b|\bFTE\b|\bwhole time equivalent|\bsample\b|\bannuali[sz]ed\b|"
    r"\bcumulative\b|\bnew clients\b|\btest data\b|"
    r"\brecorded under\b(?! (?:each|every|any) (?:sds )?option)|% of (?:people|clients)|\bone team\b|"
    rf"\bup to (?:the end of )?{_MONTH}\b|\b(?:data )?to (?:the )?end (?:of )?{_MONTH}\b",
    re.IGNORECASE,
)

# Remarks

_ABOUT_A_CELL = re.compile(
    r"\b(?:wrong|should (?:be|read)|incorrect|error|mistake|carried forward|guess\w*|tbc|unsure|not sure|maybe|"
    r"should say|(?:true|correct|actual) (?:figure|number)|is correct|corrected:|says [0-9]+|reported as [0-9]+|"
    r"undercount\w*|under-?recorded|overstated|understated|not (?:yet )?(?:entered|captured)|duplicates?|"
    r"disputed|doubtful|queried|might be|possibly|perhaps|query|counted twice|"
    r"(?:please|needs?) (?:to )?(?:be )?(?:check(?:ed|ing)?|confirm(?:ed|ing)?|review|validating))\b|\?\s*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:est(?:imated?)?|prov(?:isional)?|adults|older|disability|localit\w+|[0-9]{2}-[0-9]{2}|minus|less|plus|"
    r"sub-?total|(?:old|previous) figures?|inc|incl|including|"
    r"exc|excl|excluding)\b",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"\boptions? [1-4](?:(?:,? (?:and|&|or)|,| to|-) (?:option )?[1-4])*\b", re.IGNORECASE)
_ALL_OPTIONS = re.compile(r"\W*all options\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:up|down|rose|fell|from|was|were|increase\w*|decrease\w*|more|fewer)\b", re.IGNORECASE)
_HELD_BEFORE = re.compile(  # what our own template says
    r"(?:In [^:]{4,9}|On 31 March [0-9]{4}): (?:£?[0-9,]+|[a-z ]{2,20}) \((?:published|sent by you)\)$"
)
_MOVES_FIRST = re.compile(
    r"(?:(?:a )?(?:slight|small|steady|big|large|further)\s+)?(?:rise|fall|drop|growth|increase|decrease) in\b"
    r"[^.]*\.?$|"
    r"(?:more|fewer)(?! than) [^.]*\b(?:this year|than|since|over the year)\b[^.]*\.?$|steady [a-z]+[ .]*$|"
    r"new (?:providers?|service|framework|contract|post|policy) [a-z]+[^.]*\.?$|"
    r"(?:(?:the|a|our|one|new|old|main|local|home|day|care|at|support|provider|carers?) ){0,4}"
    r"(?:contract|framework|provider|team|centre|project|scheme|programme|post|office|service) "
    r"(?:renewed|re-?tendered|ended|closed|opened|reopened|started|launched|expanded|began|filled|vacant)[ .]*$|"
    r"no change to [^.]*\.?$|"
    r"no change[ .]*$|(?:slightly |well )?(?:up|down|rose|fell|increased?|decreased?|rise|fall|higher|lower)\b"
    r"(?: (?:by|of|from))? ?[0-9,.]*%?"
    r"(?: (?:people|on|from|since|than|in|compared|with|to|last|the|previous|prior|year))*[ .]*$",
    re.IGNORECASE,
)
_ANOTHER_NUMBER = re.compile(  # one that is not the figure's: `205 last year`, `Target was 220`
    r"\W*(?:(?:last year|the year before|previous(?:ly| year)|target)\W*(?:was|were|of|:|=)?\s*[0-9,]+\W*|"
    r"[0-9,]+ (?:people )?(?:last year|the year before|in 20[0-9]{2}[/-][0-9]{2,4})\W*|"
    r"[0-9,]+ of (?:these|them|whom|those)\b[^.]*\.?)$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(  # what a sentence says where it speaks of its own figure
    _FIGURES + r"|\b(?:only|includ\w*|exclud\w*|number\w*|counted|counting|waiting|targets?|average|forecast|planned|"
    r"new (?:people|clients|cases|starts)|estimate\w*|people|clients|rate|percent\w*|cost)\b",
    re.IGNORECASE,
)
_OPENED = re.compile(  # what opens a note, and says nothing of it
    r"^[\s*†‡#]*(?:(?:please )?note(?: that\b| [0-9]{1,2}\b)?\s*[:.–-]?|nb\b\s*[:.–-]?|caveats?\s*:|comments?\s*:)?\s*",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?<=[a-z\])0-9][.;!])\s+(?=[A-Z\"“])")
_TELLS_WHAT_TO_DO = re.compile(
    r"^\W*(?:please )?(?:fill|use|enter|type|leave|complete|put|send|tick|choose|add) |^\W*=|"
    r"^\W*(?:please )?(?:do not|don['’]t|never) (?:include|enter|add|type|send|put)\b[^.]*"
    r"\b(?:names?|personal|details|identif\w+|chi|addresses)\b",
    re.IGNORECASE,
)
_SENTENCE = 4  # words from which on a remark is one
_ONE_THING = 6  # words of a sentence that says no more than one thing
_SHORT = 5  # words of a line that speaks of figures without naming them: `Adults only`

# Pairs

_ON_A_DAY = re.compile(r"\W*(?:as at|position (?:as )?at|snapshot date|census date)\W*", re.IGNORECASE)
_OF_AN_AUTHORITY = frozenset(("council", "area", "authority", "and"))
_PERIOD_NUMBER = re.compile(r"\W*p0?(?:[1-9]|1[01])\W*", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:provisional|interim|estimate\w*|forecast)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:people|persons?|clients|individuals|headcount|counts?|numbers?|staff|teams|whole numbers?)\b", re.IGNORECASE
)


def of_all(text: str) -> bool:
    """Whether words say of all figures that they are of another time, unit, scale or thing, whatever else they say."""
    if text.startswith("=") or _is_ours(text) or keys.usual(text):
        return False
    plain = _OF_THE_RATE.sub(" ", vocabulary.without_everyone(text))
    patterns = (_CARRIED, _OTHER_THINGS, _OTHER_KIND, _EXCLUSIVE, _NOT_APART, _NOT_STOOD_BY, _FAULTY, _PLAINLY, _SCALE)
    return any(each.search(plain) for each in (*patterns, _THOUSANDS))


def of_figures(text: str, periods: Collection[str], own: Collection[str] = ()) -> bool:
    """Whether words could make the figures of some years, and of some authorities, something else than they seem."""
    return not _is_ours(text) and any(_limits(each, periods, own) for each in _SENTENCE_ENDS.split(text))


def _limits(text: str, periods: Collection[str], own: Collection[str]) -> bool:
    """The same, of one sentence: what it tells the reader to do, or what a marker means, limits nothing."""
    is_label = _is_label(text) and not _OF_THE_FIGURES.match(text)
    if is_label or keys.usual(text) or keys.understood(text) or _TELLS_WHAT_TO_DO.search(text):
        return False
    text = vocabulary.without_everyone(_OPENED.sub("", text))
    if _LEFT_OUT.search(text) or _SOME_OF.search(text) or _ARE_COUNTED.search(_HARMLESS_ONLY.sub(" ", text)):
        return True
    short = len(text.split()) <= _SHORT
    if (short and _of_some(text)) or (len(text.split()) <= _ONE_THING and _is_anothers(text, own)):
        return True
    named = _OF_THE_FIGURES.search(text) is not None
    if not (named or short):
        return len(text.split()) <= _ONE_THING and years.is_part(text)
    if (_ONLY.search(text) and not _HARMLESS_ONLY.search(text)) or years.is_part(text) or _PERCENTAGES.search(text):
        return True
    return of_all(text) or (named and (_of_another_year(text, periods) or _says_of_whom(text, own)))


def beside(text: str, own: Collection[str] = (), options: Collection[str] = (), measures: Collection[str] = ()) -> bool:
    """Whether words in a figure's own row say what it is of: a percentage, an age, another year, an estimate, options
    other than those that the row is of; what its measures have in their own names (`budgets`) says nothing more."""
    if text.startswith("=") or _is_ours(text) or _INCLUDES_A_GROUP.match(text):
        return False
    if _ABOUT_A_CELL.search(text) or _names_other_options(text, options):
        return True
    if vocabulary.read(text).known and vocabulary.describes(text):
        return False  # the option's own name
    text = _NEW_WAYS.sub(" ", text)
    other_year = bool(years.in_a_title(text)[0]) and not (_EARLIER.search(text) or _MOVED.search(text))
    if other_year or "%" in text or "£" in text or _BESIDE.search(text) or years.is_part(text):
        return True
    few = len(text.split()) < _SENTENCE
    if few and (_of_some(text) or _names_another(text, own)):
        return True
    in_passing = not few and not _OF_WHAT.search(text)  # `Payments are made every four weeks`
    return vocabulary.qualified_beyond(text, measures) and not in_passing


def tells_a_change(text: str) -> bool:
    """Whether a remark beside a figure only says how it moved, `Up 5 on last year`, or gives another number."""
    return (_MOVES_FIRST.match(text) or _ANOTHER_NUMBER.match(text)) is not None and _CARRIED.search(text) is None


def pair(left: str, right: str) -> bool:
    """Whether a pair such as `Quarter: | Q2` limits what the figures are of."""
    kind = vocabulary.pair_of(left)
    if not kind or right in _ours() or vocabulary.limits_nothing(right) or _is_an_authority(right):
        return False
    if kind == "always":
        return True
    if kind == "status":
        return _NOT_STOOD_BY.search(right) is not None or _of_some(right) or _UNSURE.search(right) is not None
    if kind == "what_is_counted" and _FROM_WHERE.fullmatch(right.strip()):
        return False
    limits_it = (
        _of_some(right)
        or _OPTIONS.search(right) is not None
        or years.is_part(f"{left} {right}" if _ON_A_DAY.fullmatch(left) else right)
        or _PERIOD_NUMBER.fullmatch(right) is not None
        or _SOME_OF.search(right) is not None
    )
    return limits_it or (kind == "what_is_counted" and _COUNTED.search(right) is None)


def _is_an_authority(text: str) -> bool:
    """Whether words name an authority and nothing else: whose figures are is for others to say."""
    return bool(areas_in(text)) and set(vocabulary.words_of(without_areas(text))) <= _OF_AN_AUTHORITY


def opens_a_pair(left: str) -> bool:
    """Whether what stands beside these words is judged by them, `Scope`, or says who made the file, `Completed by`."""
    made_by = _OF_THE_FILE.match(left) is not None and vocabulary.of_the_file(left)
    return bool(vocabulary.pair_of(left)) or made_by


def in_one_cell(text: str) -> bool:
    """The same, of a pair within one cell: `Client group: learning disability`."""
    left, colon, right = text.partition(":")
    return bool(colon and right.strip()) and pair(left, right)


def _is_ours(text: str) -> bool:
    """Whether words are our own template's."""
    return text in _ours() or _HELD_BEFORE.match(text) is not None


@cache
def _ours() -> frozenset[str]:
    """The words of our own template, which say of every metric what it counts."""
    return frozenset(words for each in metrics.metrics().values() for words in (each.name, each.definition))


def _is_label(text: str) -> bool:
    """Whether words are a label of a figure that is not there, or of what stands beside it."""
    return vocabulary.read(text).known or bool(vocabulary.head(text)) or opens_a_pair(text)


def _of_some(text: str) -> bool:
    """Whether a few words, or what figures are said to be of, name some of the people, a place, a service, a time."""
    if _STARTS_WITH_INCLUDES.match(text) or _OF_THE_FILE.match(text) or vocabulary.of_the_file(text.partition(":")[0]):
        return False
    if _OF_ITS_WHOLE.fullmatch(text):
        return False
    text = _OPTIONS_NAMES.sub(" ", text)
    plain = vocabulary.without_everyone(
        _BESIDES.sub(" ", _NEW_WAYS.sub(" ", _FROM_WHERE.sub(" ", without_areas(text))))
    )
    return bool(vocabulary.limits_in(plain) - _SAY_NO_MORE)


def _names_other_options(text: str, options: Collection[str]) -> bool:
    """Whether words name options that a row is not of. Who has more than one of them has others too."""
    several = not {"4", "mixed", "any"}.isdisjoint(options)
    named = {digit for found in _OPTIONS.findall(text) for digit in re.findall("[1-4]", found)}
    return not several and (bool(named - set(options)) or _ALL_OPTIONS.match(text) is not None)


def _names_another(text: str, own: Collection[str]) -> bool:
    """Whether words name an authority that is not the sender's own."""
    return bool(own) and bool(areas_in(re.sub("['’]s", "", text)) - set(own) - {areas.SCOTLAND})


def _is_anothers(text: str, own: Collection[str]) -> bool:
    """Whether a few words say that figures are, or include those, of another authority."""
    return _ANOTHERS.search(text) is not None and _names_another(text, own)


def _says_of_whom(text: str, own: Collection[str]) -> bool:
    """Whether a sentence says that figures are of some of the people, or of other authorities too."""
    if _INCLUDES.search(text) is not None and _names_another(text, own):
        return True
    found = _THEY_ARE.search(text)
    return found is not None and (_of_some(found["what"]) or _names_another(_FROM_WHERE.sub(" ", found["what"]), own))


def _of_another_year(text: str, periods: Collection[str]) -> bool:
    named, _ = years.in_a_title(text)
    return len(named) == 1 and bool(periods) and named[0] not in (*periods, "?") and not _EARLIER.search(text)
