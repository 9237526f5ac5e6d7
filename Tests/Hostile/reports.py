"""What must hold of the reports and of the terminal, whatever a target sent."""
import html.parser, json, pathlib, re, unicodedata, xml.etree.ElementTree as tree

ACTING = ("Cc", "Cf", "Zl", "Zp")
COMMANDS = re.compile(r"^\s*::[a-z-]+|##vso\[|##teamcity\[|##\[", re.M)


class Page(html.parser.HTMLParser):
    """The scripts and event handlers of a page."""

    def __init__(self):
        super().__init__()
        self.scripts, self.handlers, self.images, self.links = 0, [], 0, []

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.images += tag == "img"
        self.handlers += [name for name, _ in attributes if name.startswith("on")]
        self.links += [value for name, value in attributes if name in ("href", "src") and value and ":" in value]


def page(text):
    parser = Page()
    parser.feed(text)
    parser.close()
    return parser


def acting(text, allowed="\n\t"):
    """Characters that act on a terminal or reorder text, instead of being seen."""
    return sorted({f"U+{ord(x):04X}" for x in text if unicodedata.category(x) in ACTING and x not in allowed})


def outside_code(markdown):
    """Markdown without its blocks and spans of code, in which nothing is markup."""
    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", re.sub(r"(?ms)^(`{3,})\w*\n.*?^\1$", "", markdown))


def decoded(path, problems):
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(f"{path.name} is not UTF-8: {error}")
        return ""


def check(folder: pathlib.Path, terminal: bytes, secrets, control):
    """The report and what is wrong with any of the outputs; control is the page of a sound run."""
    problems = []
    texts = {name: decoded(folder / name, problems) for name in ("junit.xml", "summary.md", "report.json", "report.html")}
    try:
        texts["the terminal"] = terminal.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(f"the terminal's text is not UTF-8: {error}")
        texts["the terminal"] = terminal.decode("utf-8", "replace")
    report = json.loads(texts["report.json"], parse_constant=lambda word: problems.append(f"report.json holds {word}"))
    verdicts = {case["rule"]: case for case in report["cases"]}
    try:
        suite = tree.fromstring(texts["junit.xml"].encode())
        # What could not be removed is a case of its own, called 'cleanup'.
        names = [case.get("name") for case in suite.iter("testcase") if case.get("name") != "cleanup"]
        if len(names) != len(verdicts) or len(set(names)) != len(names):
            problems.append(f"junit.xml has the cases {names}")
        for case in suite.iter("testcase"):
            children = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
            if len(children) > 1:
                problems.append(f"junit.xml has {children} for one case")
    except tree.ParseError as error:
        problems.append(f"junit.xml is not well formed: {error}")
    seen = page(texts["report.html"])
    if seen.scripts != control.scripts or seen.images != control.images or seen.handlers != control.handlers:
        problems.append("report.html holds markup of the target")
    problems += [f"report.html links to {link[:40]}" for link in seen.links if not link.startswith(("http:", "https:", "#", "data:image"))]
    for name, text in texts.items():
        if found := acting(text):
            problems.append(f"{name} holds {' '.join(found[:5])}")
        if name in ("the terminal", "summary.md") and (found := COMMANDS.search(text)):
            problems.append(f"{name} holds a command: {found.group()}")
        problems += [f"{name} holds the credential" for secret in secrets if secret in text]
        if len(text) > 4 << 20:
            problems.append(f"{name} has {len(text)} characters")
    if re.search(r"(?i)<(script|img)\b", outside_code(texts["summary.md"])):
        problems.append("summary.md holds markup of the target")
    return report, verdicts, problems
