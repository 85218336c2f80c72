"""What docs/engines.md says: its Python functions, which are run as they are printed there, and its table of limits."""

import pathlib
import re

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "engines.md"


def sections():
    """The page's sections by their headings."""
    parts = re.split(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def functions(section):
    """The functions that the section's Python blocks define."""
    names = {}
    for block in re.findall(r"^```python\n(.*?)^```$", sections()[section], flags=re.MULTILINE | re.DOTALL):
        exec(compile(block, f"{PAGE.name}: {section}", "exec"), names)
    return names


def statement(section, language="sql"):
    """The section's first block in a language."""
    return re.search(rf"^```{language}\n(.*?)^```$", sections()[section], flags=re.MULTILINE | re.DOTALL).group(1)


def limits():
    """{(engine, format, figure)} of the table of limits that are found by reading."""
    found = set()
    for line in sections()["Limits"].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 3 and cells[1] in ("ndjson", "csv"):
            found |= {(cells[0], cells[1], figure.strip()) for figure in cells[2].split(",")}
    return found
