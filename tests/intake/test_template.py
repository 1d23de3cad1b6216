"""The template: opens for each of the 32 authorities, helps its filler in, and filled in goes in without a question."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from intake import judging, template
from ledger import Ledger, Sent
from loaders import concerns, sent
from model import areas, metrics, returns
from model.observations import Flag, Key, Observation, Reason
from tests.awkward.workbooks import FIFE, TODAY

YEAR = "2025/26"  # the last financial year over on the day of these tests
OF_ROWS = [each for each in returns.sheets() if each.layout == "rows"]
SHEETS = [each.sheet for each in OF_ROWS]
OPTIONAL = [each.sheet for each in returns.sheets() if each.optional]
every_authority = pytest.mark.parametrize("area", areas.codes(), ids=areas.name)


def published(series, area, period, metric, value, breakdown="", **parts):
    return Observation(Key(series, area, "", period, metric, breakdown), value, cell="D9", sheet="Table 1", **parts)


def number_of(area):
    return areas.codes().index(area)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A ledger that holds two published years of every authority."""
    ledger = Ledger(tmp_path_factory.mktemp("published"))
    figures = []
    for number, area in enumerate(areas.codes()):
        for period, more in (("2019/20", 0), ("2020/21", 100)):
            figures += [
                published("phs_options", area, period, "sds_people", 1000 + number + more, "option=1"),
                published("phs_options", area, period, "sds_people", 2000 + number + more, "option=any"),
                published(
                    "phs_implementation",
                    area,
                    period,
                    "implementation_rate",
                    75,
                    numerator=3000 + more,
                    denominator=4000,
                ),
            ]
    ledger.record(Sent(b"published", "options.xlsx", "national", "bundled"), figures)
    return ledger


@pytest.fixture(scope="module")
def made(held):
    """The template of an authority, as a workbook to be looked at and filled in."""
    contents = {area: template.content(area, held, TODAY) for area in areas.codes()}
    return lambda area=FIFE: load_workbook(BytesIO(contents[area]))


def places(workbook):
    """Where each figure belongs: sheet and row by metric and breakdown (or part)."""
    found = {}
    for sheet in OF_ROWS:
        row = template.FIRST_ROW
        for metric in map(metrics.metric, sheet.metrics):
            for label, split in template.lines(metric):
                assert workbook[sheet.sheet].cell(row, 1).value == label
                found[metric.id, split] = (sheet.sheet, row)
                row += 1
        assert workbook[sheet.sheet].cell(row, 1).value is None
    return found


def bytes_of(workbook):
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def fill(workbook, figures, status=None):
    """Types figures, by metric and breakdown, into their cells; a status beside each."""
    where = places(workbook)
    for name, typed in figures.items():
        sheet, row = where[name]
        workbook[sheet].cell(row, 2).value = typed
        workbook[sheet].cell(row, 3).value = status
    return workbook


def judged(workbook, area=FIFE):
    return judging.judge(bytes_of(workbook), template.file_name(area, TODAY), area, today=TODAY)


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(sent, "read", sent.read_here)


# What it is


@every_authority
def test_it_opens_and_names_the_authority_and_the_year(made, area):
    workbook = made(area)
    assert workbook.sheetnames == ["Cover", *SHEETS, "Statements", *OPTIONAL, "Notes"]
    cover = {row[0]: row[1] for row in workbook["Cover"].values}
    assert (cover["Authority"], cover["Year"]) == (areas.name(area), YEAR)
    for sheet in SHEETS:
        assert workbook[sheet]["A1"].value == f"{sheet}: {areas.name(area)}, {YEAR}"
        assert [cell.value for cell in workbook[sheet][template.FIRST_ROW - 1]] == ["Measure", YEAR, "Status", "Note"]


def test_each_sheet_says_what_to_send_and_has_a_row_for_each_figure(made):
    workbook = made()
    assert {sheet.sheet: workbook[sheet.sheet]["A2"].value for sheet in returns.sheets()} == {
        sheet.sheet: sheet.about for sheet in returns.sheets()
    }
    expected = {id_ for sheet in returns.sheets() if not sheet.optional for id_ in sheet.metrics} - {"statement_score"}
    assert {metric for metric, _ in places(workbook)} == expected


@every_authority
def test_every_cell_for_a_figure_is_empty(made, area):
    workbook = made(area)
    assert all(
        workbook[sheet].cell(row, column).value is None for sheet, row in places(workbook).values() for column in (2, 3)
    )


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-11-22", "2025/26"), ("2026-03-31", "2024/25"), ("2026-04-01", "2025/26"), ("2000-05-01", "1999/00")],
)
def test_the_year_is_the_last_one_over(day, year):
    assert template.last_year_over(TODAY.fromisoformat(day)) == year


def test_its_name_says_whose_and_of_which_year():
    assert template.file_name(FIFE, TODAY) == "sds-return_fife_2025-26.xlsx"
    names = [template.file_name(area, TODAY) for area in areas.codes()]
    assert len(set(names)) == 32
    assert all(re.fullmatch(r"sds-return_[a-z-]+_2025-26\.xlsx", name) for name in names)


@every_authority
def test_the_latest_published_figure_stands_beside_the_empty_cell(made, area):
    workbook, where = made(area), places(made(area))

    def note(*name):
        sheet, row = where[name]
        return workbook[sheet].cell(row, 4).value

    assert note("sds_people", "option=1") == f"In 2020/21: {1100 + number_of(area):,} (published)"
    assert note("sds_people", "option=any") == f"In 2020/21: {2100 + number_of(area):,} (published)"
    assert note("implementation_rate", "numerator") == "In 2020/21: 3,100 (published)"
    assert note("implementation_rate", "denominator") == "In 2020/21: 4,000 (published)"
    assert note("sds_people", "option=2") is None
    assert note("staff_eligible", "") is None


def own(value, period="2024/25", option="1"):
    return published("returns", FIFE, period, "sds_people", value, f"option={option}")


def beside(ledger, option="1"):
    workbook = load_workbook(BytesIO(template.content(FIFE, ledger, TODAY)))
    sheet, row = places(workbook)["sds_people", f"option={option}"]
    return workbook[sheet].cell(row, 4).value


def test_a_later_figure_of_ones_own_stands_there_instead_and_says_so(ledger):
    old = published("phs_options", FIFE, "2020/21", "sds_people", 999, "option=1")
    ledger.record(Sent(b"published", "options.xlsx", "national", "bundled"), [old])
    ledger.record(Sent(b"own", "fife.xlsx", FIFE, "a test"), [own(545)])
    assert beside(ledger) == "In 2024/25: 545 (sent by you)"


def test_a_small_number_is_not_in_the_template_that_anyone_may_make(ledger):
    ledger.record(Sent(b"own", "fife.xlsx", FIFE, "a test"), [own(3), own(547, option="2")])
    assert (beside(ledger), beside(ledger, "2")) == (None, "In 2024/25: 545 (sent by you)")


@pytest.mark.slow
def test_made_from_all_that_is_published_it_says_the_latest_of_each(full_ledger):
    workbook = load_workbook(BytesIO(template.content(FIFE, full_ledger, TODAY)))
    wanted = {"metric": "sds_people", "area": FIFE, "period": "2020/21", "breakdown": "option=1"}
    (latest,) = full_ledger.figures(series="phs_options", **wanted)
    sheet, row = places(workbook)["sds_people", "option=1"]
    assert workbook[sheet].cell(row, 4).value == f"In 2020/21: {latest.value:,.0f} (published)"


# What it lets be typed


def rules(sheet, kind):
    """The input rules of a kind, each with the cells it is for."""
    found = []
    for rule in sheet.data_validations.dataValidation:
        if rule.type == kind:
            cells = set()
            for area in str(rule.sqref).split():
                left, top, right, bottom = range_boundaries(area)
                cells |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            found.append((rule, cells))
    return found


@every_authority
def test_every_status_is_chosen_from_a_list_of_words_the_reader_knows(made, area):
    workbook = made(area)
    for name in SHEETS:
        rows = {row for sheet, row in places(workbook).values() if sheet == name}
        (status,) = [(rule, cells) for rule, cells in rules(workbook[name], "list") if 3 in {c for _, c in cells}]
        assert status[0].formula1 == '"as counted,provisional,estimated,revised"'
        assert status[1] == {(row, 3) for row in rows}
        assert status[0].allow_blank and status[0].showErrorMessage


@every_authority
def test_every_cell_for_a_figure_takes_a_number_or_a_marker_or_an_answer_and_nothing_else(made, area):
    workbook = made(area)
    for name in SHEETS:
        where = {named: row for named, (sheet, row) in places(workbook).items() if sheet == name}
        answers = {(row, 2) for (metric, _), row in where.items() if metric == "training_attribute"}
        lists = [cells for rule, cells in rules(workbook[name], "list") if rule.formula1 == '"yes,partly,no"']
        assert set().union(*lists) == answers
        ((number, cells),) = rules(workbook[name], "custom")
        assert cells == {(row, 2) for row in where.values()} - answers
        first = f"B{min(cells)[0]}"
        markers = ",".join(f'{first}="{marker}"' for marker in ("[c]", "[x]", "[z]", "[low]"))
        assert number.formula1 == f"OR(AND(ISNUMBER({first}),{first}>=0),{markers})"
        assert number.showErrorMessage and number.error


def test_the_notes_say_every_marker_and_every_measure(made):
    said = {row[0]: row[1] for row in made()["Notes"].values if row[0]}
    assert {"[c]", "[x]", "[z]", "[low]"} <= set(said)
    for metric in (metrics.metric(id_) for sheet in returns.sheets() for id_ in sheet.metrics):
        assert said[metric.name] == metric.definition


@every_authority
def test_nothing_in_it_runs(made, area):
    """No formula, no macro, no link to another book: only our own rules for what may be typed."""
    workbook = made(area)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    assert not workbook.defined_names
    names = ZipFile(BytesIO(bytes_of(workbook))).namelist()
    assert not [name for name in names if "vba" in name.casefold() or "externalLink" in name]


@pytest.mark.usefixtures("here")
def test_text_typed_as_a_formula_stays_text_and_is_asked_about(made):
    workbook = fill(made(), plausible(FIFE))
    cell = workbook["Training"].cell(template.FIRST_ROW, 4)
    cell.value, cell.data_type = "=HYPERLINK(B6)", "s"
    found = judged(workbook)
    assert [(each.code, each.sheet, each.cell) for each in found.open] == [
        ("T01", "Training", f"D{template.FIRST_ROW}")
    ]


# Filled in


def plausible(area):
    """Figures that agree with one another, of another size for each authority; none from 1 to 4."""
    n, any_ = number_of(area), 701 + 37 * number_of(area)
    trained, eligible = 163 + 3 * n, 317 + 7 * n
    attributes = [split for _, split in template.lines(metrics.metric("training_attribute"))]
    covers = [split for _, split in template.lines(metrics.metric("training_covers"))]
    return {
        ("sds_people", "option=any"): any_,
        ("sds_people", "option=1"): 121 + n,
        ("sds_people", "option=2"): 62 + n,
        ("sds_people", "option=3"): any_ - 83,
        ("sds_people", "option=4"): 51 + n,
        ("sds_people_one_option", "option=1"): 81 + n,
        ("sds_people_one_option", "option=2"): 33 + n,
        ("sds_people_one_option", "option=mixed"): 57 + n,
        ("sds_people_one_option", "option=3"): any_ - 171 - 3 * n,
        ("implementation_rate", "denominator"): any_ + 203 + n,
        ("implementation_rate", "numerator"): any_,
        ("staff_eligible", ""): eligible,
        ("staff_trained", ""): trained,
        ("teams_asked", ""): 23 + n,
        ("teams_replied", ""): 17 + n,
        **{("training_covers", split): trained - 11 * (1 + i) for i, split in enumerate(covers)},
        ("training_refreshed", ""): 72 + n,
        **{("training_attribute", split): ("yes", "partly", "no")[i % 3] for i, split in enumerate(attributes)},
        ("outcomes_reviewed", ""): 411 + 5 * n,
        ("outcomes_met", ""): 304 + 5 * n,
    }


def expected(figures, workbook):
    """What is to be read of them: by metric and breakdown, the value and its cell."""
    answers = {"yes": 1, "partly": 0.5, "no": 0}
    where = places(workbook)
    found = {
        (metric, split): (answers.get(typed, typed), where[metric, split][0], f"B{where[metric, split][1]}")
        for (metric, split), typed in figures.items()
        if metric != "implementation_rate"
    }
    made_, able = (figures["implementation_rate", part] for part in ("numerator", "denominator"))
    sheet, row = where["implementation_rate", "numerator"]
    return found | {("implementation_rate", ""): (pytest.approx(100 * made_ / able), sheet, f"B{row}")}


def read(found):
    return {
        (each.key.metric, each.key.breakdown): (each.value, each.sheet, each.cell)
        for each in found.reading.observations
    }


@every_authority
@pytest.mark.usefixtures("here")
def test_left_empty_it_is_sent_back_and_nothing_is_asked(made, area):
    found = judged(made(area), area)
    assert found.verdict == "reject"
    assert {each.code for each in found.reading.problems if each.severity == "reject"} == {"S02"}
    assert (found.open, found.reading.observations) == ((), ())


@every_authority
@pytest.mark.usefixtures("here")
def test_filled_in_it_goes_in_without_a_question_each_figure_at_its_cell(made, area):
    workbook, figures = made(area), plausible(area)
    found = judged(fill(workbook, figures), area)
    assert (found.verdict, [each for each in found.reading.problems if each.severity != "note"]) == ("accept", [])
    assert read(found) == expected(figures, workbook)
    assert {(each.key.area, each.key.period, each.key.series) for each in found.reading.observations} == {
        (area, YEAR, "returns")
    }


@every_authority
@pytest.mark.usefixtures("here")
def test_without_being_told_whose_it_is_it_is_read_alike(made, area):
    content = bytes_of(fill(made(area), plausible(area)))
    found = judging.judge(content, "return.xlsx", "", today=TODAY)
    assert (found.verdict, found.owner, len(found.reading.observations)) == ("accept", area, len(plausible(area)) - 1)


def test_filled_in_it_is_read_alike_in_the_child_process(made):
    workbook, figures = made(), plausible(FIFE)
    found = judged(fill(workbook, figures))
    assert (found.verdict, found.open) == ("accept", ())
    assert read(found) == expected(figures, workbook)


@pytest.mark.usefixtures("here")
def test_the_parts_of_the_rate_are_kept_with_their_cells(made):
    workbook, figures = made(), plausible(FIFE)
    found = judged(fill(workbook, figures))
    (rate,) = [each for each in found.reading.observations if each.key.metric == "implementation_rate"]
    where = {part: places(workbook)["implementation_rate", part][1] for part in ("numerator", "denominator")}
    assert (rate.numerator, rate.denominator) == tuple(figures["implementation_rate", part] for part in where)
    assert rate.cells == ";".join(f"{part}=B{row}" for part, row in where.items())


@pytest.mark.parametrize(
    ("marker", "reason"),
    [("[c]", Reason.SUPPRESSED), ("[x]", Reason.NOT_AVAILABLE), ("[z]", Reason.NOT_APPLICABLE), ("[low]", Reason.LOW)],
)
@pytest.mark.usefixtures("here")
def test_a_marker_is_an_absence_with_its_reason(made, marker, reason):
    name = ("sds_people", "option=4")
    found = judged(fill(made(), plausible(FIFE) | {name: marker}))
    assert (found.verdict, found.open) == ("accept", ())
    (figure,) = [each for each in found.reading.observations if (each.key.metric, each.key.breakdown) == name]
    assert (figure.value, figure.reason, figure.as_typed) == (None, reason, marker)


@pytest.mark.parametrize("marker", ["[x]", "[z]"])
@pytest.mark.usefixtures("here")
def test_a_marker_stands_for_any_figure(made, marker):
    found = judged(fill(made(), dict.fromkeys(plausible(FIFE), marker)))
    assert (found.verdict, found.open) == ("accept", ())
    assert {each.reason for each in found.reading.observations} == {
        {"[x]": Reason.NOT_AVAILABLE, "[z]": Reason.NOT_APPLICABLE}[marker]
    }
    assert len(found.reading.observations) == len(plausible(FIFE)) - 1


@pytest.mark.parametrize(
    ("status", "flags"),
    [
        ("as counted", ()),
        ("provisional", (Flag.PROVISIONAL,)),
        ("estimated", (Flag.ESTIMATED,)),
        ("revised", (Flag.REVISED,)),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_status_is_a_flag_of_every_figure_beside_it(made, status, flags):
    workbook, figures = made(), plausible(FIFE)
    found = judged(fill(workbook, figures, status))
    assert (found.verdict, found.open) == ("accept", ())
    assert {each.flags for each in found.reading.observations} == {flags}
    assert read(found) == expected(figures, workbook)


@pytest.mark.parametrize("left", SHEETS)
@pytest.mark.usefixtures("here")
def test_a_sheet_left_blank_is_not_asked_about(made, left):
    workbook = made()
    where = places(workbook)
    figures = {name: typed for name, typed in plausible(FIFE).items() if where[name][0] != left}
    found = judged(fill(workbook, figures))
    assert (found.verdict, found.open) == ("accept", ())
    assert left not in {each.sheet for each in found.reading.observations}
    assert {each.sheet for each in found.reading.observations} == set(SHEETS) - {left}


@pytest.mark.parametrize("alone", SHEETS)
@pytest.mark.usefixtures("here")
def test_one_sheet_alone_is_a_return(made, alone):
    workbook = made()
    where = places(workbook)
    found = judged(fill(workbook, {name: typed for name, typed in plausible(FIFE).items() if where[name][0] == alone}))
    assert (found.verdict, found.open) == ("accept", ())
    assert {each.sheet for each in found.reading.observations} == {alone}


@pytest.mark.usefixtures("here")
def test_one_cell_left_empty_on_a_sheet_filled_in_is_asked_about(made):
    name = ("sds_people", "option=2")
    workbook = made()
    sheet, row = places(workbook)[name]
    found = judged(fill(workbook, plausible(FIFE) | {name: None}))
    assert [(each.code, each.sheet, each.cell) for each in found.open] == [("V11", sheet, f"B{row}")]


@pytest.mark.usefixtures("here")
def test_figures_sent_are_never_those_of_the_note_beside_them(made):
    """What was published stands in the Note column for looking at; it is not read as a figure."""
    found = judged(fill(made(), plausible(FIFE)))
    assert not {each.value for each in found.reading.observations} & {1100 + number_of(FIFE), 2100 + number_of(FIFE)}


# The optional sheets


def by_age(workbook, figures):
    for row, counts in enumerate(figures, template.FIRST_ROW):
        for column, count in enumerate(counts, 2):
            workbook["People by age"].cell(row, column).value = count
    return workbook


def scored(workbook, *rows):
    for number, row in enumerate(rows, template.FIRST_ROW):
        for column, typed in enumerate(row, 1):
            workbook["Statements"].cell(number, column).value = typed
    return workbook


@pytest.mark.usefixtures("here")
def test_people_by_age_go_in_without_a_question(made):
    filled = fill(made(), plausible(FIFE))
    wholes = [plausible(FIFE)["sds_people", f"option={code}"] for code in ("any", "1", "2", "3", "4")]
    counts = [[*[whole // 5] * 4, whole - 4 * (whole // 5)] for whole in wholes]
    found = judged(by_age(filled, counts))
    ages = {each.key.breakdown: each.value for each in found.reading.observations if each.sheet == "People by age"}
    assert (found.verdict, found.open, len(ages)) == ("accept", (), 25)
    assert (ages["age=0-17;option=any"], ages["age=85+;option=4"]) == (counts[0][0], counts[4][4])


@pytest.mark.usefixtures("here")
def test_statements_go_in_without_a_question_with_how_many_answered(made):
    rows = [("I am listened to", "at the start", 2.6, 31), ("I am listened to", "when asked again", 3.4, 27)]
    found = judged(scored(fill(made(), plausible(FIFE)), *rows))
    said = {each.key.breakdown: (each.value, each.base) for each in found.reading.observations if each.base}
    assert (found.verdict, found.open) == ("accept", ())
    assert said == {
        "round=baseline;statement=I am listened to": (2.6, 31),
        "round=revisit;statement=I am listened to": (3.4, 27),
    }


@every_authority
def test_the_optional_sheets_say_that_they_are_and_whose(made, area):
    for name in OPTIONAL:
        assert made(area)[name]["A1"].value == f"{name}: {areas.name(area)}, {YEAR}"
        assert made(area)[name]["A2"].value.startswith("Optional.")


@pytest.mark.parametrize("split", ["option=2", "option=4"])
@pytest.mark.usefixtures("here")
def test_a_row_left_blank_among_others_is_asked_about_whatever_is_noted_beside_it(made, split):
    """Last year's figure stands in the note column; with or without it, a figure that is missing is no figure of 0."""
    workbook, figures = made(), plausible(FIFE)
    row = places(workbook)["sds_people", split][1]
    for note in (None, "In 2020/21: 545 (published)"):
        workbook["People by option"].cell(row, 4).value = note
        found = judged(fill(workbook, figures | {("sds_people", split): None}))
        assert [(each.code, each.sheet, each.cell) for each in found.open] == [("V11", "People by option", f"B{row}")]


# Words beside the figures

ACCOUNT = (
    "All figures of the authority",
    "A carers' group",
    "12, at two meetings",
    "In 2019/20 only 30% of 545 of us were asked.",
    "We ask everyone.",
    "Its committee",
    "yes",
)


def with_words(workbook, sheet, *rows):
    for number, row in enumerate(rows, template.FIRST_ROW):
        for column, typed in enumerate(row, 1):
            workbook[sheet].cell(number, column).value = typed
    return workbook


@every_authority
@pytest.mark.usefixtures("here")
def test_what_people_told_us_goes_in_without_a_question_beside_the_figures(made, area):
    workbook = with_words(fill(made(area), plausible(area)), "What people told us", ACCOUNT, ACCOUNT[:6] + ("Yes",))
    with_words(workbook, "How we record", ("Staff trained in SDS", "We count heads, of 12 teams only."))
    found = judged(workbook, area)
    assert (found.verdict, found.open, len(found.reading.observations)) == ("accept", (), len(plausible(area)) - 1)
    first, row = template.FIRST_ROW, template.FIRST_ROW + 1
    assert [(each.kind, each.area, each.period, each.said_by, each.cell) for each in found.reading.notes] == [
        ("account", area, YEAR, "A carers' group", f"D{first}"),
        ("account", area, YEAR, "A carers' group", f"D{row}"),
        ("explanation", area, YEAR, areas.name(area), f"B{first}"),
    ]
    assert [each.beside for each in found.reading.notes] == ["", "", "staff_trained"]


@pytest.mark.usefixtures("here")
def test_words_without_figures_are_a_return_and_every_row_for_words_can_be_used(made):
    rows = [(*ACCOUNT[:3], f"{ACCOUNT[3]} {number}", *ACCOUNT[4:]) for number in range(template.WORDS)]
    found = judged(with_words(made(), "What people told us", *rows))
    assert (found.verdict, found.open, found.reading.observations) == ("accept", (), ())
    assert [each.words for each in found.reading.notes] == [each[3] for each in rows]


@pytest.mark.usefixtures("here")
def test_filled_in_with_figures_alone_there_are_no_words(made):
    assert judged(fill(made(), plausible(FIFE))).reading.notes == ()


def test_which_figures_and_consent_are_chosen_from_lists(made):
    workbook = made()
    rows = set(range(template.FIRST_ROW, template.FIRST_ROW + template.WORDS))
    for sheet in ("What people told us", "How we record"):
        (among, cells), *rest = rules(workbook[sheet], "list")
        first, last = re.fullmatch(r"Notes!\$A\$(\d+):\$A\$(\d+)", among.formula1).groups()
        offered = [workbook["Notes"].cell(row, 1).value for row in range(int(first), int(last) + 1)]
        assert offered == list(concerns.names())
        assert cells == {(row, 1) for row in rows}
        assert [(rule.formula1, cells) for rule, cells in rest] == (
            [('"yes,no"', {(row, 7) for row in rows})] if sheet == "What people told us" else []
        )


# What an authority may send of its own

OWN = [each for each in returns.sheets() if each.layout == "own"]
DEFINED = "Everyone aged 16 and over; children with a carer of their own are in the carers' figures"
OF_ITS_OWN = {
    "People at each stage": (("stage=assessment", 45), ("stage=budget", 23), ("stage=start", "[c]")),
    "Options available": (
        *(("option=1", "everywhere"), ("option=2", "in some places")),
        *(("option=3", "everywhere"), ("option=4", "nowhere")),
    ),
    "Budgets agreed and spent": (("part=agreed", 12_345_678), ("part=spent", 11_987_654.5)),
    "Independent support": (("", 321),),
    "SDS Standards": tuple(
        (f"standard={n}", ("fully in place", "partly in place", "not yet in place")[n % 3]) for n in range(1, 13)
    ),
}
SAID = {"everywhere": 1, "in some places": 0.5, "nowhere": 0}
SAID |= {"fully in place": 1, "partly in place": 0.5, "not yet in place": 0}


def own_filled(workbook, sheets=OF_ITS_OWN, defined=DEFINED):
    for name in sheets:
        for row, (_, typed) in enumerate(OF_ITS_OWN[name], template.FIRST_ROW):
            workbook[name].cell(row, 2).value = typed
            workbook[name].cell(row, 5).value = defined
    return workbook


def test_every_sheet_of_its_own_measures_is_tried_here():
    assert [each.sheet for each in OWN] == list(OF_ITS_OWN)


@every_authority
@pytest.mark.usefixtures("here")
def test_own_measures_go_in_without_a_question_each_with_its_definition(made, area):
    found = judged(own_filled(fill(made(area), plausible(area))), area)
    assert (found.verdict, [each for each in found.reading.problems if each.severity != "note"]) == ("accept", [])
    for sheet in OWN:
        figures = [each for each in found.reading.observations if each.sheet == sheet.sheet]
        period = "at 2026-03" if sheet.sheet == "People at each stage" else YEAR
        assert {(each.key.metric, each.key.period) for each in figures} == {(sheet.metrics[0], period)}
        assert {each.key.breakdown: each.as_typed if each.value is None else each.value for each in figures} == {
            split: SAID.get(typed, typed) for split, typed in OF_ITS_OWN[sheet.sheet]
        }
    said = {each.beside: (each.words, each.area, each.said_by, each.period) for each in found.reading.notes}
    assert said["budget_gbp"] == (DEFINED, area, areas.name(area), YEAR)
    assert said["stage_people"][3] == "at 2026-03"
    assert set(said) == {sheet.metrics[0] for sheet in OWN}


@pytest.mark.parametrize("alone", list(OF_ITS_OWN))
@pytest.mark.usefixtures("here")
def test_one_sheet_of_its_own_alone_is_a_return_with_or_without_a_definition(made, alone):
    for defined in (None, DEFINED):
        found = judged(own_filled(made(), [alone], defined))
        assert (found.verdict, found.open) == ("accept", ())
        assert {each.sheet for each in found.reading.observations} == {alone}


def test_own_measures_are_read_alike_in_the_child_process(made, monkeypatch):
    content = bytes_of(own_filled(made()))
    apart = judging.judge(content, "fife.xlsx", FIFE, today=TODAY).reading
    monkeypatch.setattr(sent, "read", sent.read_here)
    assert judging.judge(content, "fife.xlsx", FIFE, today=TODAY).reading == apart
    assert len(apart.notes) == len(OWN)


@pytest.mark.usefixtures("here")
def test_people_by_service_go_in_without_a_question(made):
    workbook = fill(made(), plausible(FIFE))
    for row, count in enumerate((120, 41, 17, 60, 9), template.FIRST_ROW):
        for column in range(2, 6):
            workbook["People by service"].cell(row, column).value = count + column
    found = judged(workbook)
    counts = {each.key.breakdown: each.value for each in found.reading.observations if "service" in each.key.breakdown}
    assert (found.verdict, found.open, len(counts)) == ("accept", (), 20)
    assert (counts["option=any;service=adults"], counts["option=4;service=young_carers"]) == (122, 14)


def test_each_answer_of_its_own_is_chosen_from_a_list(made):
    for sheet in OWN:
        metric = metrics.metric(sheet.metrics[0])
        lists = [rule.formula1 for rule, cells in rules(made()[sheet.sheet], "list") if {c for _, c in cells} == {2}]
        assert set(lists) == ({f'"{",".join(metric.answers.values())}"'} if metric.answers else set())


@pytest.mark.usefixtures("here")
def test_what_was_sent_before_stands_beside_and_is_no_figure_and_no_question(made, ledger):
    content = bytes_of(own_filled(made()))
    before = judging.judge(content, "fife.xlsx", FIFE, today=TODAY)
    ledger.record(Sent(content, "fife.xlsx", FIFE, "a test"), before.reading.observations)
    again = load_workbook(BytesIO(template.content(FIFE, ledger, TODAY.replace(year=2027))))
    said = {name: again[name].cell(template.FIRST_ROW, 4).value for name in OF_ITS_OWN}
    assert said == {
        "People at each stage": "On 31 March 2026: 45 (sent by you)",
        "Options available": "In 2025/26: everywhere (sent by you)",
        "Budgets agreed and spent": "In 2025/26: £12,346,000 (sent by you)",
        "Independent support": "In 2025/26: 320 (sent by you)",
        "SDS Standards": "In 2025/26: partly in place (sent by you)",
    }
    content = bytes_of(own_filled(again))
    found = judging.judge(content, "fife.xlsx", FIFE, today=TODAY.replace(year=2027))
    assert (found.verdict, found.open) == ("accept", ())
    assert {each.key.period for each in found.reading.observations} == {"2026/27", "at 2027-03"}
