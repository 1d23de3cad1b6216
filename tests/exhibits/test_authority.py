"""One authority: a sentence that can be read out, its figures beside its family group's, what is held, what to send."""

from dataclasses import replace

import pytest

from exhibits import about, authority, files, reference
from exhibits.authority import Asked
from exhibits.exhibit import Origin
from model import areas, caveats, metrics

FIFE, ABERDEEN = "S12000047", "S12000033"
ORIGIN = Origin("R6", "rate.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0" * 64)
GROUP = areas.family_groups()[areas.family_of(FIFE)]
KIN = [areas.name(code) for code in GROUP.members if code != FIFE]
SERIES = {"people_supported": "phs_people_supported", "sw2_spend_share": "lgbf"}


@pytest.fixture
def one(figures):
    """The exhibit of one authority; drawn figures stand under `metric breakdown period`, a drawing each."""

    def made(drawn, topic="support", area=FIFE, family="people", scotland="estimated"):
        found = []
        for kind, drawing in drawn.items():
            metric, breakdown, period = ([*kind.split(), ""] if kind.count(" ") == 1 else kind.split(" "))[:3]
            if not period:
                breakdown, period = "", breakdown
            series = SERIES.get(metric) or ("lgbf" if metric.startswith("sw4") else "")
            for each in figures(drawing, metric, period, breakdown, series):
                national = each.key.area == areas.SCOTLAND
                found.append(replace(each, key=each.key._replace(coverage=scotland)) if national else each)
        return authority.build(Asked(area, topic, family), found, [ORIGIN])

    return made


def row(exhibit, name):
    """What the table says in the row of that name, by column."""
    (found,) = [each for each in exhibit.table.rows if each[0] == name]
    return dict(zip(exhibit.table.columns, found, strict=True))


MIDDLE, MEMBERS = "Family group: middle (lowest to highest)", "Of its members"
RATE, ANY = "SDS implementation rate", "Any SDS option (people)"
SUPPORT = {
    "implementation_rate 2019/20": "Fife | 95 | 1235 of 1300",
    "implementation_rate 2020/21": "Fife | 98.4 | 1310 of 1331",
    "sds_people option=any 2019/20": "Fife | 1235",
    "sds_people option=any 2020/21": "Fife | 1310",
}


# The sentence


def test_the_sentence_says_the_figure_as_published_of_when_and_what_it_does_not_say(one):
    assert one(SUPPORT).headline == (
        "1,310 people in Fife were recorded with an SDS option in 2020/21: 98.4% of the 1,331 counted as able to "
        "choose. That is what was recorded, not whether anyone had a real choice"
    )


def test_a_figure_carried_forward_is_told_as_the_earlier_years(one):
    repeated = {
        "implementation_rate 2020/21": "Aberdeen City | 85.5 | 940 of 1100 | carried forward from 2018/19",
        "sds_people option=any 2020/21": "Aberdeen City | 940 || carried forward from 2018/19",
    }
    assert one(repeated, area=ABERDEEN).headline == (
        "940 people in Aberdeen City were recorded with an SDS option in 2018/19; the earlier figure is repeated "
        "for 2020/21. It is what was recorded, not whether anyone had a real choice"
    )


def test_a_figure_of_an_unnamed_earlier_year_is_not_told_as_this_years(one):
    said = one({"sds_people option=any 2020/21": "Fife | 940 || carried forward"}).headline
    assert "option in 2020/21" not in said and "earlier figure is repeated" in said


@pytest.mark.parametrize(
    ("drawn", "topic", "said"),
    [
        (
            {"sds_people option=any 2020/21": "Fife ||| not supplied"},
            "support",
            "Fife has no 2020/21 figure of people with SDS: not supplied",
        ),
        (
            {"sw2_spend_share 2020/21": "Fife ||| not available"},
            "spend",
            "Fife has no 2020/21 figure of spend through SDS: not available",
        ),
    ],
)
def test_where_there_is_no_figure_the_sentence_says_why(one, drawn, topic, said):
    assert one(drawn, topic).headline == said


def test_the_sentence_on_spend_says_that_it_is_not_of_people(one):
    assert one({"sw2_spend_share 2020/21": "Fife | 9.54"}, "spend").headline == (
        "Fife reported 9.5% of adult social work spend through SDS in 2020/21. It is a share of spend, not of people, "
        "and leaves Option 3 out"
    )


def test_the_sentence_on_experience_says_who_was_asked(one):
    said = one({"sw4d_had_a_say 2019/20": "Fife | 75.26"}, "experience").headline
    assert said.startswith("In the 2019/20 survey an estimated 75.3% of people getting any care in Fife agreed")
    assert "not SDS users alone" in said and "a say is not a choice of option" in said


def test_another_statement_of_the_survey_is_not_told_as_having_a_say(one):
    """Where "had a say" is not held, the sentence must not give another statement's figure for it."""
    said = one({"sw4a_care_rated_good 2019/20": "Fife | 80"}, "experience").headline
    assert "80.0%" not in said or "agreed they had a say" not in said


def test_a_rate_alone_is_not_told_as_a_number_of_people(one):
    said = one({"implementation_rate 2020/21": "Fife | 98.4 | 1310 of 1331"}).headline
    assert "98.4% people" not in said


def test_people_supported_are_not_told_as_people_with_sds(one):
    """People supported are everyone with social care support, SDS or not."""
    said = one({"people_supported 2021/22": "Fife | 12345"}).headline
    assert "12,345 people in Fife were recorded with an SDS option" not in said


def test_people_of_one_option_are_not_told_as_people_with_any(one):
    said = one({"sds_people option=1 2020/21": "Fife | 545"}).headline
    assert "545 people in Fife were recorded with an SDS option" not in said


def test_a_rate_of_another_year_is_not_told_as_this_years(one):
    drawn = {
        "implementation_rate 2019/20": "Fife | 95 | 1235 of 1300",
        "sds_people option=any 2020/21": "Fife | 1310",
    }
    assert "95.0%" not in one(drawn).headline


def test_a_rate_whose_base_is_not_held_is_not_told_as_a_share_of_it(one):
    drawn = {"implementation_rate 2020/21": "Fife | 98.4", "sds_people option=any 2020/21": "Fife | 1310"}
    assert "not held counted" not in one(drawn).headline
    drawn["implementation_rate 2020/21"] = "Fife | 98.4 | 1310"
    assert "not held counted" not in one(drawn).headline


# The table


def test_only_what_is_held_of_the_authority_has_a_row_in_the_topics_order(one):
    exhibit = one(SUPPORT | {"people_supported 2020/21": "Moray | 5"})
    assert [each[0] for each in exhibit.table.rows] == [RATE, ANY]


def test_a_row_says_the_latest_figure_its_parts_its_status_and_where_from(one):
    said = row(one(SUPPORT), RATE)
    assert (said["Period"], said["Fife"], said["Status"]) == ("2020/21", "98.4% (1,310 of 1,331)", "As published")
    assert said["Where from"] == "R6 Table 1 D9"
    assert row(one(SUPPORT), ANY)["Fife"] == "1,310"


def test_an_absence_has_a_dash_and_its_reason(one):
    said = row(one({"implementation_rate 2020/21": "Fife ||| not supplied"}), RATE)
    assert (said["Fife"], said["Status"]) == ("–", "Not supplied")


def test_a_survey_round_that_was_not_held_is_not_the_latest(one):
    drawn = {"sw4d_had_a_say 2019/20": "Fife | 75", "sw4d_had_a_say 2020/21": "Fife ||| not collected"}
    assert row(one(drawn, "experience"), metrics.metric("sw4d_had_a_say").name)["Period"] == "2019/20"


def test_the_change_is_since_the_period_before_with_its_unit(one):
    assert row(one(SUPPORT), RATE)["Since the period before"] == "up 3.4 percentage points since 2019/20"
    assert row(one(SUPPORT), ANY)["Since the period before"] == "up 75 since 2019/20"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Fife | 1310", "no change since 2019/20"),
        ("Fife | 2000", "down 690 since 2019/20"),
        ("Fife | 15", "not offered: a count is under 20"),
        ("Fife ||| not supplied", "not offered: 2019/20 not supplied"),
        ("Fife | 1310 || carried forward from 2018/19", "not offered: the 2019/20 figure is an earlier year's"),
        ("Moray | 5", "no earlier figure"),
    ],
)
def test_where_no_change_is_offered_the_row_says_why(one, before, said):
    drawn = {"sds_people option=any 2019/20": before, "sds_people option=any 2020/21": "Fife | 1310"}
    assert row(one(drawn), ANY)["Since the period before"] == said


def test_a_rate_made_from_a_count_under_20_has_no_change_either(one):
    drawn = {
        "sds_people option=4 2019/20": "Fife | 15",
        "sds_people option=4 2020/21": "Fife | 40",
        "sds_people_rate option=4 2019/20": "Fife | 0.5",
        "sds_people_rate option=4 2020/21": "Fife | 1.4",
    }
    said = row(one(drawn), "Option 4: more than one option (per 1,000 people)")
    assert said["Since the period before"] == "not offered: a count is under 20"


def test_an_implementation_rate_of_fewer_than_20_people_has_no_change_either(one):
    """Law 8 speaks of changes where either count is under 20; a rate of 15 in 20 is made of such a count."""
    drawn = {
        "implementation_rate 2019/20": "Fife | 50 | 10 of 20",
        "implementation_rate 2020/21": "Fife | 75 | 15 of 20",
    }
    assert row(one(drawn), RATE)["Since the period before"].startswith("not offered: ")


def group_of(*values):
    """Figures of the family group's other members, in order; the rest have none."""
    return "\n".join(f"{name} | {value}" for name, value in zip(KIN, values, strict=False))


def test_the_middle_of_the_family_group_says_of_how_many_and_without_whom(one):
    drawn = {"implementation_rate 2020/21": f"Fife | 90\n{group_of(10, 20, 60)}"}
    said = row(one(drawn), RATE)
    assert said[MIDDLE] == "40.0% (10.0% to 90.0%)"
    assert said[MEMBERS].startswith(f"4 of {len(GROUP.members)}, without ")
    assert all(name in said[MEMBERS] for name in KIN[3:])


def test_fewer_than_three_with_a_figure_of_their_own_have_no_middle(one):
    drawn = {"implementation_rate 2020/21": f"Fife | 90\n{group_of(10)}\n{KIN[1]} | 5 || carried forward from 2018/19"}
    said = row(one(drawn), RATE)
    assert (said[MIDDLE], said[MEMBERS]) == ("too few have a figure of their own", "")


def test_the_middle_is_of_the_period_of_the_authoritys_latest_figure(one):
    drawn = {
        "implementation_rate 2019/20": f"Fife | 90\n{group_of(10, 20)}",
        "implementation_rate 2020/21": group_of(60, 70, 80),
    }
    assert row(one(drawn), RATE)["Period"] == "2019/20"
    assert row(one(drawn), RATE)[MIDDLE] == "20.0% (10.0% to 90.0%)"


def scotland(said):
    """Scotland's cell of a row, whichever Scotland the heading says it is."""
    return next(text for heading, text in said.items() if heading.startswith("Scotland"))


def test_counts_are_not_set_beside_the_family_groups_nor_scotlands(one):
    drawn = {"sds_people option=any 2020/21": f"Fife | 90\nScotland | 5000\n{group_of(10, 20, 60)}"}
    said = row(one(drawn), ANY)
    assert (said[MIDDLE], said[MEMBERS], scotland(said)) == ("a count: see the rate", "", "")


def test_scotland_stands_beside_and_says_which_scotland_it_is(one):
    """Two Scotlands: name which one is shown, in the table or in its caption."""
    exhibit = one({"implementation_rate 2020/21": "Fife | 90\nScotland | 85.3"})
    assert scotland(row(exhibit, RATE)).startswith("85.3%")
    said = " ".join([*exhibit.table.columns, *row(exhibit, RATE).values(), exhibit.subtitle])
    assert "Scotland (estimated)" in said or "85.3% (estimated" in said


def test_the_family_group_is_named_with_its_members_and_vintage(one):
    exhibit = one(SUPPORT)
    assert GROUP.vintage in exhibit.subtitle and all(name in exhibit.subtitle for name in KIN)
    assert areas.family_groups()[areas.family_of(FIFE, "other")].vintage in one(SUPPORT, family="other").subtitle


def test_its_own_caveats_come_first_and_those_of_others_are_aside(one):
    drawn = SUPPORT | {
        "implementation_rate 2020/21": "Fife | 98.4\nAberdeen City | 85.5 || carried forward from 2018/19",
    }
    exhibit = one(drawn)
    own = {caveat.id for figure in exhibit.figures for caveat in caveats.of_figure(figure)}
    ids = [caveat.id for caveat in exhibit.caveats]
    assert own | {"C61", "H42", "H43"} <= set(ids)
    asides = [caveat.id in exhibit.aside for caveat in exhibit.caveats]
    assert asides == sorted(asides) and exhibit.aside.isdisjoint(own)
    assert exhibit.aside_are == "figures beside them"


def test_the_caveats_of_the_period_before_stand_there_too(one):
    """A change leans on the earlier figure, so what concerns that one alone is said as well."""
    drawn = {"sds_people option=any 2017/18": "Fife | 1000", "sds_people option=any 2018/19": "Fife | 1100"}
    assert "C30" in {caveat.id for caveat in one(drawn).caveats}


def test_the_file_holds_the_authoritys_figures_and_those_beside_them(one):
    drawn = {"implementation_rate 2020/21": f"Fife | 90 | 9 of 10\nScotland | 85.3\n{group_of(10, 20, 60)}"}
    written = files.csv_of(one(drawn)).decode()
    assert all(f",{name}," in written for name in ("Fife", "Scotland", *KIN[:3]))


# What is held of one authority


def held(counted):
    return about.of_authority(FIFE, counted, [ORIGIN])


def test_data_sets_stand_down_and_years_across_with_a_word_in_every_cell():
    exhibit = held(
        {
            ("phs_options", "2020/21"): (10, 5, 0),
            ("phs_options", "2019/20"): (10, 0, 0),
            ("lgbf", "2020/21"): (1, 0, 4),
        }
    )
    assert exhibit.table.columns == ("Data set", "2019/20", "2020/21")
    assert exhibit.table.rows == (
        ("PHS, by option", "held", "an earlier year's"),
        ("LGBF, January 2022", "none", "partly held"),
    )
    assert exhibit.headline == "Fife has figures of its own for 2020/21 in 0 of 2 data sets"
    assert [mark.look for mark in exhibit.marks] == ["solid", "hatched", "dotted", "hollow"]


def test_the_headline_speaks_of_the_newest_year_that_more_than_one_data_set_has():
    exhibit = held(
        {
            ("phs_options", "2020/21"): (10, 0, 0),
            ("lgbf", "2020/21"): (1, 0, 0),
            ("phs_people_supported", "2021/22"): (4, 0, 0),
        }
    )
    assert exhibit.headline == "Fife has figures of its own for 2020/21 in 2 of 3 data sets"


def test_what_is_held_says_that_holding_is_not_being_right():
    exhibit = held({("phs_options", "2020/21"): (10, 0, 0)})
    assert [caveat.id for caveat in exhibit.caveats] == ["H41"]
    assert "Public Health Scotland" in exhibit.source_line and "Fife" in exhibit.subtitle


def test_an_authority_of_which_only_mid_year_figures_are_held_is_shown_all_the_same():
    """A ledger may hold the population file alone; the page asks for this card as soon as anything is held."""
    assert held({("nrs_population", "mid-2018"): (18, 0, 0)}).table.rows


# What it could send


def test_everything_a_return_carries_is_listed_with_whether_it_has_been_sent():
    table = reference.could_send(FIFE, {"staff_trained"})
    rows = {each[0]: each for each in table.rows}
    trained = metrics.metric("staff_trained")
    assert rows[trained.name] == (trained.name, trained.question, "Training", "yes")
    assert {each[3] for each in table.rows} == {"yes", "not yet", "optional"}
    assert sum(each[3] == "yes" for each in table.rows) == 1
    assert table.caption == "What Fife could send in" and table.columns[-1] == "Sent by Fife"
