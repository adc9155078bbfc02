"""What the common words of actor phrases say about sector. Written for Détente after READING.md section 2.

It is one module because it is one table.

A *strong* word decides ("the Saudi army"); a *weak* one speaks only when nothing else does
("an official"). Words are folded, singular or plural as listed; longer phrases win over shorter.
"""

from __future__ import annotations

from typing import Final

_STRONG: Final[dict[str, str]] = {
    "GOV": """government|governments|govt|ministry|ministries|ministry of foreign affairs|foreign ministry
 |defense ministry|defence ministry|federal government|fire brigade|fire service|fire department|interior ministry|finance ministry|administration|regime
 |regimes|cabinet|authorities|authority|embassy|embassies|consulate|consulates|consulate general
 |diplomatic mission|permanent mission|kremlin|palace|presidency|presidential office|minister|ministers|prime minister
 |prime ministers|foreign minister|defence minister|defense minister|premier|president
 |presidents|vice president|chancellor|king|queen|emperor|sultan|emir|amir|crown prince|monarch
 |royal family|supreme leader|chief cabinet secretary|cabinet secretary general
 |cabinet secretary|secretary of state|foreign secretary|home secretary|defense secretary
 |defence secretary|treasury secretary|state secretary|undersecretary|under secretary
 |deputy secretary|ambassador|ambassadors|envoy|envoys|special envoy|diplomat|diplomats
 |charge daffaires|consul|consul general|attache|chief of mission|permanent representative
 |spokesperson of the government|government spokesperson|government source|government official
 |secretary of justice|secretary of the interior|secretary of transportation|secretary of energy
 |secretary of health|secretary of commerce|secretary of labor|secretary of education|secretary of defense
 |secretary of defence|secretary of homeland security|secretary of the treasury|secretary of agriculture
 |council of ministers|federal council|military council|transitional council|privy council
 |government officials|finance minister|interior minister|justice minister|home minister|health minister
 |economy minister|energy minister|oil minister|trade minister|education minister|transport minister
 |environment minister|information minister|agriculture minister|culture minister|labour minister|civil servant|civil servants|central bank|state department
 |department of state|defense department|treasury|treasury department|commerce department
 |justice department|homeland security|national security council|security council secretary|national security and defense council|national security and defence council
 |supreme national security council
 |national security adviser|national security advisor|press secretary|white house|governor
 |governors|mayor|mayors|municipality|city council|governorate|prefecture|ombudsman
 |ombudsmans office|customs|regulator|regulators|watchdog agency|head of state|heads of state
 |world leaders|world leader|leaders|foreign powers|world powers|major powers|powers
 |western powers|state|nation|nations|country|countries|allies|capital|delegation|negotiators
 |negotiator|civil security service|civil security|civil defence|civil protection|member states|members states|neighbors|neighbours|signatories|head of government
 |head of the government|administrator|commissioner|state oil company regulator|attorney general
 |central election commission|election commission|electoral commission|immigration authorities
 |tax authorities|port authority|space agency|health ministry|public servants|chief minister
 |first minister|chief of staff to the president|presidential aide|presidential adviser
 |presidential advisor|state duma speaker office|politburo|state council
 |communist party leadership|leadership|ruling party|ruling coalition|junta|states|attorneys general
 |solicitor general|advocate general|her majesty|his majesty|electoral college|election officials
 |majesty|civil service|department of justice|ministry of justice|department of health|department of commerce
 |department of education|department of transportation|department of agriculture|department of the interior
 |department of labor|department of energy|department of defense|ministry of defence|ministry of defense
 |ministry of health|ministry of education|ministry of interior|ministry of the interior|ministry of finance
 |ministry of trade|ministry of information|ministry of culture|ministry of agriculture|ministry of energy
 |health department|education department|agriculture department|labor department|energy department
 |interior department|geological survey|weather service|weather bureau|meteorological agency|meteorological department
 |meteorological office|disaster management authority|disaster management agency|disease control|disease prevention
 |public health agency|health authority|health authorities|health service|health officials|public official|public officials
 |anti corruption commission|electoral office|statistics office|statistics bureau|census bureau|tax office
 |environment agency|environmental protection agency|drug administration|aviation authority|aviation administration
 |civil aviation|emergency operation centre|emergency operations center|emergency management agency
 |wildlife officer|fire officer|forest officials|postmaster general|surgeon general|auditor general
 |inspector general|comptroller general|receiver general""",
    "MIL": """army|armies|navy|air force|airforce|military|militaries|troops|troop|soldier|soldiers|forces
 |armed forces|security forces|force|marines|marine|coast guard|national guard|fleet|warship
 |warships|destroyer|destroyers|frigate|submarine|submarines|aircraft carrier|warplane|warplanes
 |fighter jet|fighter jets|jets|jet fighters|bomber|bombers|bombers crew|battalion|battalions
 |brigade|regiment|armored division|armoured division|infantry division|airborne division|tank division|general|generals|admiral|colonel|lieutenant colonel
 |lieutenant general|major general|brigadier|brigadier general|colonel general|commander
 |commanders|commander in chief|captain|sergeant|lieutenant|corporal|military spokesman
 |military spokesperson|general staff|joint chiefs of staff|army chief of staff|military chief of staff
 |chief of the general staff|chief of defence staff|peacekeepers|peacekeeper|paratroopers
 |conscripts|reservists|missile forces|strategic rocket forces|revolutionary guards
 |revolutionary guard|republican guard|presidential guard|garrison|airmen|sailors|sailor
 |servicemen|serviceman|pilots|special forces|self defense forces|self defence forces
 |defense forces|defence forces|military base|air base|airbase|naval base|military personnel
 |personnel|artillery|tank|tanks|drone|drones|helicopter|helicopters|gunship|vessels of the navy
 |convoy|military intelligence directorate|coalition forces|coalition|coalition authorities
 |coalition officials|patrol|occupation forces|invading forces|joint task force|task force""",
    "COP": """police|policeman|policemen|policewoman|police officer|police officers|riot police|police chief
 |constable|constables|constabulary|sheriff|sheriffs|gendarmerie|gendarmes|gendarme|carabinieri
 |detective|detectives|law enforcement|border guards|border guard|border police|federal agents
 |prison guards|prison guard|wardens|investigators|investigator|coastguard police
 |national police|secret police|police force|police station|security guards|marshals|fbi agents
 |narcotics agency|patrol officers|highway patrol|state patrol|superintendent|police commissioner|crime commissioner
 |police and crime commissioner|chief constable|chief superintendent|traffic police|troopers""",
    "JUD": """court|courts|supreme court|high court|constitutional court|appeals court|tribunal|tribunals
 |judge|judges|court commissioner|justice|justices|general counsel|counsel|prosecutor|prosecutors|public prosecutor|prosecutor general
 |prosecutors office|judiciary|magistrate|magistrates|lawyer|lawyers|attorney|attorneys|jury
 |chief justice|grand jury|public defender|law firm|defense lawyer|defence lawyer|barrister
 |solicitor|district court|court of appeal|court of appeals|district attorney|court of session""",
    "LEG": """parliament|parliaments|legislature|legislatures|congress|senate|house of representatives
 |house of commons|lower house|upper house|national assembly|legislative assembly|duma
 |state duma|federation council|bundestag|bundesrat|knesset|majlis|diet|rada|verkhovna rada|sejm
 |riksdag|storting|cortes|lok sabha|rajya sabha|senator|senators|lawmaker|lawmakers|legislator
 |legislators|congressman|congresswoman|congressmen|representative in congress
 |member of parliament|members of parliament|mp|mps|deputies|parliamentarian|parliamentarians
 |speaker|house speaker|speaker of parliament|parliamentary committee|senate committee
 |house committee|majority leader|minority leader|members of congress|rep|sen|meps|mep
 |state representative|state senator|state legislature|house of lords|national peoples congress|house|whip|minority whip|majority whip|house democrats
 |house republicans|assemblyman|assemblywoman|councillor|councillors|legislative council|oversight committee
 |judiciary committee|ways and means committee|select committee|intelligence committee|armed services committee
 |appropriations committee|foreign relations committee|foreign affairs committee|parliamentary group
 |republican representatives|democratic representatives|republican members|democratic members|state representatives
 |us representative|us representatives|senate president|president of the senate|senate democrats|senate republicans""",
    "OPP": """opposition|opposition leader|opposition leaders|opposition party|opposition parties|dissident
 |dissidents|opposition figure|opposition politician|opposition activist
 |anti government protesters|antigovernment protesters|opposition lawmaker|party|political party
 |opponent|opponents|exile group|exiled|government critics|regime critics|anti government""",
    "REB": """rebel|rebels|militant|militants|militia|militias|militiamen|insurgent|insurgents|insurgency
 |guerrilla|guerrillas|guerilla|guerillas|separatist|separatists|terrorist|terrorists
 |terror group|jihadist|jihadists|jihadi|extremist|extremists|gunman|gunmen|fighter|fighters
 |armed group|armed groups|armed men|suicide bomber|suicide bombers|hijackers|kidnappers
 |paramilitary|paramilitaries|paramilitary group|warlord|warlords|islamists|islamist militants
 |rebellion|liberation army|resistance fighters|mercenary|mercenaries|armed wing|attackers
 |assailants|pirates|cartel|cartels|gang|gangs|drug cartel|drug traffickers|traffickers|mafia
 |gangsters|bandits|smugglers|drug lord|crime syndicate|liberation front|mujahideen
 |holy warriors|freedom fighters|proxies|insurgent group""",
    "IGO": """peacekeeping mission|secretary general|secretaries general|un rapporteur|special rapporteur|rapporteur|un envoy
 |un report|european commissioner|eu official|un official|un spokesman|monitors mission
 |international organization|international organisation""",
    "NGO": """ngo|ngos|charity|charities|aid group|aid groups|aid agency|aid agencies|aid workers|aid worker
 |rights group|rights groups|human rights group|human rights groups|human rights organization
 |human rights organisation|rights organization|watchdog|relief agency|foundation|think tank
 |humanitarian organization|humanitarian workers|nonprofit|non profit|environmental group
 |advocacy group|campaign group|monitoring group|red cross|red crescent|red crescent society
 |observatory|human rights activists|youth forum|youth league|youth council|youth movement|civil society forum|rights fund|rights coalition|equality coalition|legal fund""",
    "MED": """media|news agency|news agencies|agency reporter|newspaper|newspapers|daily|magazine|television
 |tv|state television|state tv|state media|radio|broadcaster|broadcasters|journalist|journalists
 |reporter|reporters|correspondent|correspondents|editor|editors|press|columnist|news outlet
 |news outlets|outlet|news channel|channel|news site|news website|anchor|photographer
 |cameraman|state news agency|official news agency|wire service|press agency|blogger|bloggers
 |news service|tabloid|chief editor|editor in chief|local media|news media|state run media
 |broadcaster network|presenter|television network|broadcasting corporation|broadcast corporation
 |investigative journalism|journalism|news website|press association|podcast""",
    "BUS": """company|companies|firm|firms|corporation|corporations|bank|banks|business|businesses|businessman
 |businessmen|businesswoman|airline|airlines|airways|factory|oil company|gas company
 |manufacturer|manufacturers|industry|industries|investor|investors|exporters|importers|exporter
 |importer|retailer|retailers|general manager|managing director|general director|chief executive|chief executive officer|ceo|executive|executives
 |shipping company|shipyard|producer|producers|trader|traders|startup|conglomerate|contractor
 |contractors|insurer|insurers|miner|miners company|chairman of the board|companys board
 |board of directors|entrepreneur|entrepreneurs|oligarch|oligarchs|tycoon|operator
 |oil facilities|oil facility|refinery|pipeline operator|tanker|tankers|oil tanker
 |commercial entities|merchants|chamber of commerce|stock exchange|automaker|carmaker|utility
 |supplier|suppliers|owner|owners|shipowner|industrialists|hotel|hedge fund|private equity
 |enterprise|enterprises|state owned enterprise|limited|ltd|inc|plc|gmbh|llc|kft|auction house
 |publishing house|brewery|supermarket|supermarkets|chains|technology company|co founder|property developer|senior vice president|executive vice president
 |real estate developer|holdings|industries|pharmaceuticals|motors|technologies""",
    "SPY": """intelligence|intelligence agency|intelligence agencies|intelligence service
 |intelligence services|intelligence officials|intelligence officer|intelligence officers|spy
 |spies|secret service|security service|security services|spy agency|spymaster
 |intelligence chief|intelligence community|counterintelligence|foreign intelligence
 |military intelligence|intelligence official|security agency""",
    "ELI": """former president|former prime minister|former minister|former official|former officials
 |former diplomat|former ambassador|former general|ex president|ex minister|ex prime minister
 |president elect|elder statesman|elders|tribal leaders|tribal leader|royals|celebrity
 |first lady|politician|politicians|aristocrat|former leader|statesman|presidential candidate
 |candidate|candidates""",
    "CVL": """people|civilian|civilians|citizen|citizens|resident|residents|villager|villagers|protester
 |protesters|protestor|protestors|demonstrator|demonstrators|activist|activists|student|students
 |worker|workers|trade union|trade unions|union|unions|labor union|labour union|farmer|farmers
 |teacher|teachers|doctor|doctors|nurse|nurses|medics|paramedics|ambulance|ambulances|hospital
 |hospitals|professor|professors|academic|academics|scholar|scholars|scientist|scientists
 |researcher|researchers|university|academy|college|school|schools|expert|experts|analyst|analysts
 |family|families|relative|relatives|women|children|woman|child|girl|boy|youth|youths|refugee
 |refugees|migrant|migrants|displaced|asylum seekers|victim|victims|survivor|survivors|tourist
 |tourists|passenger|passengers|voters|voter|public|community|communities|crowd|crowds|mourners
 |church|priest|priests|bishop|bishops|imam|imams|cleric|clerics|pope|archbishop|monk|monks
 |rabbi|religious leaders|muslim leaders|muslims|christians|hindus|jews|believers|patients
 |prisoner|prisoners|political prisoners|detainee|detainees|hostage|hostages|netizen|netizens
 |fishermen|fisherman|drivers|miners|economist|economists|author|writer|artist|actor|actress
 |singer|athlete|athletes|footballer|football club|historian|minority|minorities|pensioners
 |parents|mother|father|son|daughter|brother|sister|wife|husband|widow|fiance|fiancee
 |neighbours of|worshippers|strikers|taxi drivers|truckers|passenger jet|airliner
 |passenger plane|indigenous leaders|indigenous people|immigrants|locals|employees
 |human rights lawyer|laureate|physician|think tank fellow|engineers|firefighters|rescuers
 |rescue workers|volunteers|settlers|property owners|landowners|homeowners|tenants|organizers
 |organisers|campaigners|eyewitness|eyewitnesses|witness|witnesses|whistleblower|hongkongers
 |hong kongers|londoners|new yorkers|opera house|teenager|teenagers|mosque|mosques|cathedral
 |driver|astronaut|astronauts|player|players|inventor|musician|filmmaker|psychologist|surgeon
 |oceanographer|archaeologist|biologist|physicist|chemist|engineer|cosplayer|niece|nephew|cousin
 |developer|developers|game developer|aunt|uncle|grandmother|grandfather|granddaughter|grandson|spouse|pedestrian|cyclist""",
}  # fmt: skip

_WEAK: Final[dict[str, str]] = {
    "MED": "network|networks|website|websites",
    "ELI": "prince|princes|princess|princesses|duke|duchess|lord|lady",
    "OPP": "critic|critics",
    "GOV": """official|officials|senior official|senior officials|spokesman|spokeswoman|spokesperson
 |spokespeople|leader|chief|representative|representatives|minister counsellor|secretary|adviser
 |advisor|aide|aides|agents|agency|mission|department|bureau|office|commission|service
 |chief of staff|deputy|director|head|chairman|chairwoman|chair|assembly|delegates|delegate|side|source
 |sources|center|centre|corps|capital city|operatives|operative|staffer|staffers|directorate""",
    "MIL": "officer|officers|guard|guards|unit|units|veterans|veteran|command",
    "CVL": """institute|supporters|supporter|followers|fans|nationals|man|suspect|suspects|killer|murderer
 |attacker|assailant|perpetrator|shooter|hijacker|stabber|inmate|inmates|tribe|tribes|choir|band|laboratory
 |pensioner|neighbor|neighbour|neighbours|colleague|colleagues|friend|friends|fisher""",
    "UNK": """council|division|public health|public works|public safety|public service|committee|democrat|republican|libertarian|tory|welfare state|police state|deep state|nation state|rogue state|general practitioner|general public|general election|general assembly|board|open source|member|members|group|groups|movement|association|organization|organisation|club|team|general secretary|men|killers|perpetrators
 |those|others|some|individuals|observers|people smugglers|smuggler|motion
 |sources|parties|reports|someone|person|persons|occupiers|savages|subjects""",
}  # fmt: skip

#: Words before a title that say the office is no longer held.
FORMER: Final[frozenset[str]] = frozenset([
    "former", "ex", "erstwhile", "onetime", "ousted", "deposed", "disgraced", "retired", "late",
    "exiled", "jailed", "fired", "sacked", "dismissed", "outgoing-",
])  # fmt: skip
#: Words that do not belong to the name of what a phrase is about.
DETERMINERS: Final[frozenset[str]] = frozenset([
    "the", "a", "an", "some", "several", "many", "most", "all", "its", "their", "his", "her",
    "our", "your", "my", "these", "those", "this", "that", "both", "each", "any", "no", "other",
    "another", "certain", "various", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "dozens", "hundreds", "thousands", "few", "numerous", "more", "one", "own",
    "local", "senior", "top", "unnamed", "anonymous", "unidentified", "high", "ranking",
    "leading", "key", "alleged", "suspected", "so", "called", "then", "new", "incoming",
])  # fmt: skip
#: Prepositions after which a country tells where an actor belongs.
BELONGS: Final[frozenset[str]] = frozenset(
    ["of", "in", "from", "at", "within", "across", "inside", "by"]
)
#: Prepositions after which a country is somebody else's (accreditation, direction).
TOWARDS: Final[frozenset[str]] = frozenset([
    "to", "for", "against", "on", "about", "with", "between", "towards", "toward", "into", "over",
])  # fmt: skip
#: Endings that make the nationality before them a patron, not a home.
PATRON: Final[frozenset[str]] = frozenset([
    "backed", "supported", "sponsored", "funded", "trained", "armed", "aligned", "linked",
    "allied", "born", "friendly", "occupied", "made", "built", "brokered",
])  # fmt: skip
HOME: Final[frozenset[str]] = frozenset(
    ["based", "led", "run", "controlled", "held", "owned", "registered", "flagged"]
)
#: Person nouns whose sector is that of the body they speak for.
BEARERS: Final[frozenset[str]] = frozenset([
    "official", "officials", "spokesman", "spokeswoman", "spokesperson", "spokespersons",
    "spokesmen", "leader", "leaders", "chief", "chiefs", "member", "members", "representative",
    "representatives", "head", "director", "secretary", "general", "secretary-general", "envoy",
    "ambassador", "adviser", "advisor", "boss", "commander", "commanders", "source", "sources",
    "president", "chairman", "chair", "elements", "fighters", "gunmen", "forces", "units",
    "operatives", "agents", "officer", "officers", "executive", "reporter", "correspondent",
    "delegation", "rapporteur", "commissioner", "report", "movement", "group", "rebellion",
    "headquarters", "office", "mission", "military", "deputy", "team", "militants", "rebels",
    "authorities", "council", "party", "unit", "organization", "organisation", "staff", "staffer",
    "force", "forces", "gunman", "assembly", "alliance", "bloc", "editor", "journalist",
    "founder", "official's",
])  # fmt: skip


#: Words for many at once: what follows "of" tells who they are.
COLLECTIVE: Final[frozenset[str]] = frozenset([
    "member", "members", "group", "groups", "team", "movement", "association", "organization",
    "organisation", "club", "elements", "force", "forces", "fighters", "gunmen", "militants",
    "rebels", "rebellion", "cartel", "party", "militia", "troops", "army", "units", "wing",
    "faction", "branch", "network", "group's",
])  # fmt: skip


#: Words for several governments: never the one the report is about.
MANY: Final[frozenset[str]] = frozenset([
    "powers", "leaders", "signatories", "nations", "countries", "allies", "neighbors",
    "neighbours", "states", "governments", "parties", "coalition", "diplomats", "capitals",
    "ministers", "envoys", "ambassadors", "members", "negotiators", "delegates",
])  # fmt: skip
#: Civilians who are those of the country the report is about, unless it says otherwise.
LOCALS: Final[frozenset[str]] = frozenset([
    "protester", "protesters", "protestors", "demonstrator", "demonstrators", "residents",
    "resident", "voters", "civilians", "locals", "villagers", "citizens", "opposition",
    "activists", "students",
])  # fmt: skip
#: Places that a report calls so once it has said where it is.
HERE: Final[frozenset[str]] = frozenset([
    "region", "area", "city", "town", "province", "district", "country", "kingdom", "capital",
    "border", "island",
])  # fmt: skip
#: Peoples inside a country: nobody's government.
PEOPLES: Final[frozenset[str]] = frozenset([
    "uyghur", "uyghurs", "uighur", "uighurs", "tibetan", "tibetans", "rohingya", "karen",
    "kachin", "rakhine", "tigrayan", "tigrayans", "oromo", "kashmiri", "gazan", "gazans",
    "abkhaz", "abkhazian",
])  # fmt: skip
#: Names of peoples and countries that are given names too.
GIVEN_NAMES: Final[frozenset[str]] = frozenset({
    "karen", "chad", "jordan", "georgia", "israel", "cuba", "kenya", "german", "english", "french",
    "holland", "ireland", "roman", "wales", "china", "india", "francis", "jersey", "brazil", "paris", "sydney",
    "victoria", "florence", "brit", "alexandria", "santiago", "lima", "chelsea", "kingston", "austin", "dallas",
})  # fmt: skip
#: Outlets that bear the name of a thing: they are written with their article in capitals.
THINGS: Final[frozenset[str]] = frozenset({
    "sun", "star", "hill", "world", "nation", "street", "week", "age", "moment", "wire", "print", "mirror",
    "record", "globe", "cable", "standard", "citizen", "people", "state", "local", "conversation",
    "voice", "east", "west", "north", "south", "republic", "pioneer", "statesman", "caravan",
})  # fmt: skip
#: What bears a country's name and does nothing: laws, votes, contests, works.
NOT_ACTORS: Final[frozenset[str]] = frozenset({
    "constitution", "amendment", "amendments", "act", "bill", "law", "laws", "code", "declaration", "election",
    "elections", "primary", "primaries", "caucus", "caucuses", "championship", "championships", "cup",
    "prize", "award", "awards", "olympics", "games", "tournament", "marathon", "festival", "expo",
    "shuttle", "capsule", "spacecraft", "rocket", "satellite", "telescope", "album", "song", "film",
    "movie", "series", "show", "book", "novel", "day", "week", "era", "war", "crisis", "pandemic",
    "virus", "disease", "vaccine", "flag", "passport", "citizenship", "dollar", "soil", "dream", "debate",
    "highway", "stadium", "bridge", "tower", "spring", "revolution", "project", "faire", "fair",
})  # fmt: skip
#: Common words that are also the name of a small town or a little-known group: alone they name neither.
COMMON_WORDS: Final[frozenset[str]] = frozenset({
    "can", "than", "most", "same", "much", "say", "come", "federal", "best", "deal", "along", "young", "goes",
    "date", "gay", "hit", "airport", "buy", "rich", "central", "summit", "save", "manage", "god", "oral",
    "surprise", "semi", "pop", "holiday", "mine", "tire", "parole", "shaping", "begun", "mentor", "salt",
    "luck", "family", "resistance", "elements", "store", "centre", "maritime", "islands",
    "northeast", "gulf", "antarctic", "forest", "opportunity", "hurricane", "independence", "liberal", "superior", "march", "green",
    "union", "energy", "eden", "hope", "enterprise", "progress", "force", "page", "battle", "police", "bank", "university", "college", "hospital",
    "church", "state", "national", "general", "public", "social", "united", "eastern", "western", "northern", "southern",
    "victory", "liberty", "freedom", "justice", "peace", "unity", "democratic", "republican", "conservative",
})  # fmt: skip
#: Who is told by another: a critic of somebody, the widow of somebody.
RELATED: Final[frozenset[str]] = frozenset({
    "critic", "critics", "supporter", "supporters", "opponent", "opponents", "wife", "husband", "widow", "father",
    "mother", "son", "daughter", "brother", "sister", "friend", "friends", "ally", "allies", "aide", "aides",
    "lawyer", "lawyers", "attorney", "attorneys", "adviser", "advisor", "family", "relative", "relatives", "murder", "killer", "killers",
    "victim", "victims", "fiancee", "fiance", "niece", "nephew", "cousin", "colleague", "colleagues", "biographer",
})  # fmt: skip
#: Territories with a parliament and courts of their own, and the state they belong to: a report about one names the other.
SOVEREIGN: Final[dict[str, str]] = {
    "PRI": "USA", "GUM": "USA", "ASM": "USA", "VIR": "USA", "MNP": "USA", "HKG": "CHN", "MAC": "CHN", "GIB": "GBR", "BMU": "GBR",
    "CYM": "GBR", "FLK": "GBR", "JEY": "GBR", "GGY": "GBR", "IMN": "GBR", "GRL": "DNK", "FRO": "DNK", "ABW": "NLD",
    "CUW": "NLD", "NCL": "FRA", "PYF": "FRA", "COK": "NZL",
}  # fmt: skip
#: Words that are also the short form of a name: they are one only where all their letters are capitals.
SHORT_FORMS: Final[frozenset[str]] = frozenset({
    "plan", "care", "safe", "arms", "base", "case", "cats", "data", "east", "fast", "fate", "goal", "hope", "list", "mass", "oper",
    "pace", "pact", "part", "pass", "path", "rise", "sage", "scan", "seal", "sort", "star", "stop", "team", "unit", "wave", "wise", "post",
    "ship", "rice", "march", "smart", "force", "peace", "grace", "ideas", "power", "trade", "trust", "union", "world", "bank", "code",
})  # fmt: skip
#: Companies that bear a common surname.
FOUNDERS: Final[frozenset[str]] = frozenset({
    "ford", "morgan", "dell", "disney", "johnson", "siemens", "bosch", "hilton", "chase", "chrysler",
    "porsche", "ferrari", "honda", "toyota", "suzuki", "kellogg", "wells", "bloomberg", "gap", "target",
})  # fmt: skip
#: Languages that share their name with a people: "in French" is nobody.
LANGUAGES: Final[frozenset[str]] = frozenset({
    "english", "french", "spanish", "german", "arabic", "russian", "chinese", "mandarin", "japanese",
    "korean", "portuguese", "italian", "turkish", "persian", "hebrew", "hindi", "ukrainian", "dutch",
    "polish", "swedish", "greek", "latin", "vietnamese", "thai", "malay", "swahili", "urdu", "bengali",
})  # fmt: skip
#: First words that make a body the state's own.
STATE_OWN: Final[frozenset[str]] = frozenset(
    ["state", "government", "presidential", "national", "federal", "local", "security"]
)


#: What ministers are of.
PORTFOLIOS: Final[tuple[str, ...]] = (
    "foreign affairs",
    "external affairs",
    "foreign relations",
    "foreign trade",
    "internal affairs",
    "home affairs",
    "defence",
    "defense",
    "national defence",
    "national defense",
    "national security",
    "public security",
    "interior",
    "finance",
    "economy",
    "economic affairs",
    "justice",
    "health",
    "public health",
    "education",
    "higher education",
    "energy",
    "oil",
    "petroleum",
    "trade",
    "commerce",
    "industry",
    "transport",
    "transportation",
    "agriculture",
    "environment",
    "culture",
    "sport",
    "sports",
    "youth",
    "labour",
    "labor",
    "tourism",
    "information",
    "communications",
    "state",
    "planning",
    "development",
    "science",
    "technology",
    "water",
    "housing",
    "emergency situations",
    "immigration",
    "women",
    "social affairs",
    "religious affairs",
    "european affairs",
    "east african affairs",
    "unification",
)
#: Offices that are told with what they are of before the name: "Governor of Alaska Sarah Palin".
OFFICES_OF: Final[frozenset[str]] = frozenset({
    "minister", "deputy minister", "president", "vice president", "prime minister", "governor", "mayor", "speaker", "chairman", "chair",
    "chief", "commander", "secretary general", "secretary", "ambassador", "king", "queen", "emir", "sultan", "chancellor", "premier", "head",
    "director", "archbishop", "bishop", "commissioner", "captain", "leader", "prosecutor general", "chief of staff",
})  # fmt: skip


def is_people(spelled: str) -> bool:
    """Whether a nationality is a plural of persons: Britons and Swedes, not British or Swiss."""
    lowered = spelled.casefold()
    return lowered.endswith("s") and not lowered.endswith(("ss", "us"))


def _index() -> tuple[dict[str, tuple[str, bool]], int]:
    table: dict[str, tuple[str, bool]] = {}
    for strong, source in ((False, _WEAK), (True, _STRONG)):
        for sector, text in source.items():
            for term in text.split("|"):
                table[" ".join(term.split())] = (sector, strong)
    for portfolio in PORTFOLIOS:
        for head in (
            "minister of",
            "minister for",
            "minister of the",
            "ministry of",
            "ministry of the",
        ):
            table[f"{head} {portfolio}"] = ("GOV", True)
    return table, max(len(term.split()) for term in table)


#: Folded term -> (sector, strong), and the most words a term has.
TERMS, LONGEST_TERM = _index()


def _longest() -> dict[str, int]:
    found: dict[str, int] = {}
    for term in TERMS:
        first = term.partition(" ")[0]
        found[first] = max(found.get(first, 0), term.count(" ") + 1)
    return found


#: First word of a term -> the most words of a term that begins so.
LONGEST_FROM: Final[dict[str, int]] = _longest()
