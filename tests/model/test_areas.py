"""The 32 authorities, and every way their names are met: each finds its own, and none finds a neighbour."""

import csv
from collections import Counter

import pytest

from model import DATA, areas

CURRENT = """
    S12000005 S12000006 S12000008 S12000010 S12000011 S12000013 S12000014 S12000017
    S12000018 S12000019 S12000020 S12000021 S12000023 S12000026 S12000027 S12000028
    S12000029 S12000030 S12000033 S12000034 S12000035 S12000036 S12000038 S12000039
    S12000040 S12000041 S12000042 S12000045 S12000047 S12000048 S12000049 S12000050
""".split()


def rows(file):
    with (DATA / "registers" / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_there_are_32_authorities_with_the_current_codes():
    assert sorted(areas.codes()) == CURRENT


def test_authorities_stand_in_alphabetical_order():
    names = [areas.name(code) for code in areas.codes()]
    assert names == sorted(names)
    assert names[0] == "Aberdeen City" and names[-1] == "West Lothian"


@pytest.mark.parametrize("fact", ["code", "name", "official_name", "tile"])
def test_no_two_authorities_share(fact):
    shared = Counter(getattr(authority, fact) for authority in areas.authorities())
    assert [value for value, times in shared.items() if times > 1] == []


def test_two_authorities_share_one_partnership_and_the_others_have_their_own():
    partnerships = Counter(authority.hscp_code for authority in areas.authorities())
    assert len(partnerships) == 31
    assert [code for code, times in partnerships.items() if times == 2] == [areas.authority("S12000030").hscp_code]
    assert areas.authority("S12000005").hscp_name == "Clackmannanshire and Stirling"


def test_three_authorities_are_islands():
    assert [a.name for a in areas.authorities() if a.island] == [
        "Na h-Eileanan Siar",
        "Orkney Islands",
        "Shetland Islands",
    ]


def test_scotland_is_an_area_and_not_an_authority():
    assert areas.name("S92000003") == "Scotland"
    assert "S92000003" not in areas.codes()


# Names


def test_every_spelling_in_the_register_finds_the_area_it_is_listed_for():
    listed = {row["name"]: areas.Place(row["code"], row["coverage"]) for row in rows("aliases.csv")}
    assert {spelling: areas.find(spelling) for spelling in listed} == listed


def test_every_name_and_official_name_finds_its_own_authority():
    for each in areas.authorities():
        assert areas.find(each.name) == areas.find(each.official_name) == areas.Place(each.code)


def test_no_spelling_means_two_areas():
    meant = {}
    listed = [(row["name"], row["code"], row["coverage"]) for row in rows("aliases.csv")]
    listed += [(row[kind], row["code"], "") for row in rows("authorities.csv") for kind in ("name", "official_name")]
    for spelling, code, coverage in listed:
        as_looked_up = " ".join(spelling.lower().replace("&", "and").split())
        assert meant.setdefault(as_looked_up, (code, coverage)) == (code, coverage), spelling


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Western Isles", "Na h-Eileanan Siar"),
        ("Comhairle nan Eilean Siar", "Na h-Eileanan Siar"),
        ("Edinburgh, City of", "City of Edinburgh"),
        ("Argyll & Bute", "Argyll and Bute"),
        ("ARGYLL AND BUTE", "Argyll and Bute"),
        ("Perth & Kinross Council", "Perth and Kinross"),
        ("The Moray Council", "Moray"),
        ("  Fife ", "Fife"),
        ("South\u00a0Ayrshire", "South Ayrshire"),
        ("South  Ayrshire", "South Ayrshire"),
        ("Na h\u2011Eileanan Siar", "Na h-Eileanan Siar"),
        ("\u200bAngus", "Angus"),
        ("Ｆｉｆｅ", "Fife"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, name):
    assert areas.name(areas.find(typed).code) == name


@pytest.mark.parametrize(
    "typed",
    [
        "Sotuh Ayrshire",
        "Nroth Lanarkshire",
        "Ayrshire",
        "Lanarkshire",
        "Dunbartonshire",
        "East",
        "Edinboro",
        "Renfrew",
        "Clackmannanshire and Stirling",
        "Clackmannanshire & Stirling",
        "NHS Highland",
        "England",
        "Total",
        "",
        "S12000047",
    ],
)
def test_what_is_no_listed_name_finds_nothing(typed):
    assert areas.find(typed) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Ayrshire", "South Ayrshire"),
        ("East Ayrshire", "South Ayrshire"),
        ("North Lanarkshire", "South Lanarkshire"),
        ("East Dunbartonshire", "West Dunbartonshire"),
        ("East Lothian", "West Lothian"),
        ("East Renfrewshire", "Renfrewshire"),
        ("Aberdeen City", "Aberdeenshire"),
    ],
)
def test_neighbours_never_meet(one, other):
    spellings = {
        name: {row["name"] for row in rows("aliases.csv") if row["code"] == areas.find(name).code}
        for name in (one, other)
    }
    assert areas.find(one) != areas.find(other)
    assert {areas.find(each) for each in spellings[one]}.isdisjoint(areas.find(each) for each in spellings[other])


def slips(name):
    """The name with one letter left out, doubled, or changed places with the next."""
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        yield name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def test_a_slip_of_the_hand_is_never_taken_for_a_name_unless_it_is_listed():
    listed = {" ".join(row["name"].lower().split()) for row in rows("aliases.csv")}
    for authority in areas.authorities():
        for slip in slips(authority.name):
            as_looked_up = " ".join(slip.lower().split())
            if as_looked_up != authority.name.lower() and as_looked_up not in listed:
                assert areas.find(slip) is None, slip


@pytest.mark.parametrize(
    ("typed", "coverage"),
    [
        ("Scotland", ""),
        ("Scotland (Estimated)", "estimated"),
        ("Scotland (All Areas Submitted)", "submitted"),
        ("Scotland - All Areas Submitted", "submitted"),
        ("All Areas Submitted", "submitted"),
    ],
)
def test_a_name_for_scotland_says_which_scotland(typed, coverage):
    assert areas.find(typed) == areas.Place("S92000003", coverage)


# Codes


@pytest.mark.parametrize(
    ("former", "name"),
    [
        ("S12000009", "East Dunbartonshire"),
        ("S12000015", "Fife"),
        ("S12000024", "Perth and Kinross"),
        ("S12000043", "Glasgow City"),
        ("S12000046", "Glasgow City"),
        ("S12000044", "North Lanarkshire"),
    ],
)
def test_a_former_code_is_read_as_the_current_one(former, name):
    assert areas.name(areas.current_code(former)) == name


def test_a_current_code_is_its_own():
    assert [areas.current_code(code) for code in CURRENT] == CURRENT
    assert areas.current_code(" s12000047 ") == "S12000047"
    assert areas.current_code("S92000003") == "S92000003"


@pytest.mark.parametrize("code", ["S12000099", "S37000032", "", "Fife", "12000047"])
def test_what_is_no_council_code_is_none(code):
    assert areas.current_code(code) is None


def test_no_former_code_is_current_or_belonged_to_two():
    former = Counter(code for authority in areas.authorities() for code in authority.former_codes)
    assert set(former).isdisjoint(CURRENT)
    assert set(former.values()) == {1}


@pytest.mark.parametrize("code", ["S12000046", "S92000003", "Fife"])
def test_only_a_current_code_is_an_authority(code):
    with pytest.raises(KeyError):
        areas.authority(code)


# Family groups


@pytest.mark.parametrize("kind", ["people", "other"])
def test_every_authority_is_in_one_of_four_family_groups_of_each_kind(kind):
    groups = {id_: group for id_, group in areas.family_groups().items() if group.kind == kind}
    assert sorted(groups) == [f"{kind}-{number}" for number in (1, 2, 3, 4)]
    assert sorted(code for group in groups.values() for code in group.members) == CURRENT
    assert all(areas.family_of(code, kind) == id_ for id_, group in groups.items() for code in group.members)


def test_family_groups_are_named_in_words_and_differ():
    names = [group.name for group in areas.family_groups().values()]
    assert len(set(names)) == 8
    assert all(group.alike and group.source and group.vintage for group in areas.family_groups().values())
