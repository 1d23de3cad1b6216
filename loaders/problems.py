"""Problems found in a return: a catalogue of kinds, each with what we saw, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum

from model.plain import plain


class Severity(StrEnum):
    """`reject`: nothing goes in; `ask`: goes in once answered; `note`: goes in, and is said."""

    REJECT = "reject"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True)
class Kind:
    """One kind of problem. `name` is its code, with a word more where one code has several forms.

    `message` is filled with the details of each case; `proposal` is the answer we propose to a question that has one,
    empty where the question is an either-or that only the sender can settle.
    """

    name: str
    severity: Severity
    message: str
    proposal: str = ""

    @property
    def code(self) -> str:
        """The code of the catalogue: `S01`."""
        return self.name.partition(" ")[0]


_YES = "yes"


_REJECT, _ASK, _NOTE = Severity.REJECT, Severity.ASK, Severity.NOTE
_KINDS = (
    # The file
    Kind("F01", _REJECT, "This file is empty (0 bytes). Please check that you saved it, then send it again."),
    Kind("F02", _REJECT, "This is {what}. Please send the spreadsheet it was made from."),
    Kind("F03", _ASK, "The name ends in {ending}, but inside it is {what}. Is this the file you meant?", _YES),
    Kind("F03 reject", _REJECT, "The name ends in {ending}, but inside it is {what}. Save it as .csv or .xlsx."),
    Kind("F04", _REJECT, "This is a web page. Open it in Excel, save it as an Excel Workbook (.xlsx), and send that."),
    Kind("F05", _REJECT, "This is an XML Spreadsheet 2003. Open it in Excel, save it as .xlsx, and send that."),
    Kind("F06", _REJECT, "This workbook needs a password to open. Take the password off and send it again."),
    Kind("F07", _REJECT, "We could not open this file: it looks damaged or cut short. Put back a good copy."),
    Kind("F08", _REJECT, "This file is {size} MB; the most we can take is {most} MB. Pictures are the usual cause."),
    Kind(
        "F09",
        _REJECT,
        "This file unpacks to far more than any return needs, so we stopped. Copy the figures into a new "
        "workbook and send that.",
    ),
    Kind(
        "F10",
        _REJECT,
        "This file holds instructions that ordinary workbooks never have, so we did not open it. Please "
        "save a fresh copy from Excel.",
    ),
    Kind(
        "F11",
        _REJECT,
        "The insides of this file are not as Excel writes them, so we cannot tell which figures are right. "
        "Please save a fresh copy from Excel.",
    ),
    Kind(
        "F12",
        _ASK,
        "This workbook has macros. We never run them and read the saved figures only. Are those up to date?",
        _YES,
    ),
    Kind(
        "F13",
        _ASK,
        "It takes its figure from another workbook ({book}). We see only the result saved last time. Is it up to date?",
        _YES,
    ),
    Kind("F14", _REJECT, "We cannot read {what}. Export it as an Excel workbook (.xlsx) and send that."),
    Kind("F15", _NOTE, "We read this file as {words}; please check pound signs and dashes."),
    Kind("F16", _NOTE, "Columns are separated by {words}; read accordingly."),
    Kind(
        "F17",
        _REJECT,
        "Row {row} has {columns} columns; the headings have {headings}. A comma inside a name needs double "
        "quotes round the name.",
    ),
    Kind("F18", _NOTE, "Read from {words}."),
    Kind("F19", _NOTE, "Saved in an unusual form. We read it another way; {words}."),
    Kind(
        "F20",
        _REJECT,
        "Something went wrong at our end while reading this file. Nothing was loaded. We will look at it.",
    ),
    Kind("F21", _REJECT, "There is a picture where figures should be. Please type the figures into cells."),
    # Structure
    Kind("S01", _REJECT, "We looked for {wanted} and found no such thing. Is this the right file?"),
    Kind(
        "S01 return",
        _REJECT,
        "We looked at every sheet ({names}) and found no table of SDS figures. Is this the right file?",
    ),
    Kind("S02", _REJECT, "The headings are there but no figures. Did you save before sending?"),
    Kind("S02 answered", _REJECT, "With those answers no figure is left to take in. Is that what you meant?"),
    Kind("S03", _REJECT, "We found no row with the headings {missing}. Headings are needed to read the table."),
    Kind(
        "S03 consent",
        _REJECT,
        "No column says whether they agreed to their words being shared. Add one headed “{heading}”, with yes in "
        "each row.",
    ),
    Kind("S04", _REJECT, "“{heading}” heads two columns. Please say which is which."),
    Kind("S05", _NOTE, "This sheet holds {count} tables; we read {tables}."),
    Kind("S06", _ASK, "{what} hidden and hold figures. Do they count (yes), or shall we leave them out?"),
    Kind("S06 told", _ASK, "This is hidden and holds words for others to read. Should they be taken in?", _YES),
    Kind("S07", _ASK, "There is a stray entry far outside the table. We did not use it; is that right?", _YES),
    Kind("S08", _NOTE, "{range} is one merged cell; we used “{typed}” for all of it."),
    Kind("S09", _ASK, "We do not know the heading “{heading}”. It is not part of this table's layout."),
    Kind(
        "S09 return",
        _ASK,
        "We do not know “{heading}”, so its figures are left out. If it is another name for something we collect, "
        "answer with our name for it.",
        "leave out",
    ),
    Kind(
        "S09 unclear",
        _ASK,
        "“{heading}” does not go with what stands beside it, so its figures are left out. Is that right?",
        _YES,
    ),
    Kind(
        "S09 whose",
        _ASK,
        "The words over this table name more than one authority: {heading}. Are its figures those of the one we read?",
        _YES,
    ),
    Kind("S09 told", _NOTE, "“{heading}” read as “{answer}”, as you told us."),
    Kind(
        "S09 figures",
        _ASK,
        "We do not know which figures “{heading}” is. Which do these words concern: all, or those of one name of ours?",
    ),
    Kind("S09 left", _NOTE, "“{heading}” left out, as you told us of an earlier return."),
    Kind("S09 known", _NOTE, "“{heading}” read as before: you told us that the figures count what they seem to."),
    Kind("S08 ask", _ASK, "The cell is empty; we read “{typed}”, as in a row above. Is that right?", _YES),
    Kind(
        "S09 title",
        _ASK,
        "“{heading}” may limit what the figures under it are of. Do they count what they seem to?",
        _YES,
    ),
    Kind(
        "S09 beside",
        _ASK,
        "“{heading}” stands beside figures, without a heading we know. Do they count what they seem to?",
        _YES,
    ),
    Kind("S10", _ASK, "“{typed}” stands outside the table, so it was not used. Is that right?", _YES),
    Kind(
        "S10 marked",
        _ASK,
        "“{typed}” was written on our own list, which we do not read. Are the cells of the other sheets as they should "
        "be?",
        _YES,
    ),
    Kind("S11", _NOTE, "The table ends here; what follows is read as notes."),
    Kind(
        "S11 ask",
        _ASK,
        "“{heading}” could change what the figures are. Do they count what they seem to?",
        _YES,
    ),
    Kind("S11 kept", _NOTE, "“{typed}” will stand beside the figures wherever they are shown."),
    Kind("S11 flag", _NOTE, "“{typed}” read as said of the figures: {words}."),
    Kind("S11 known", _NOTE, "“{heading}” read as before: you told us that the figures count what they seem to."),
    Kind("S12", _NOTE, "“{typed}” read as a total: checked, not stored."),
    Kind(
        "S12 ask",
        _ASK,
        "“{typed}” is read as a total and not stored, but nothing here adds up to it. Is that right, or is it a "
        "figure of its own?",
        _YES,
    ),
    Kind("S13", _NOTE, "The sheet “{sheet}” is not part of this workbook's layout and was not used."),
    Kind("S13 return", _NOTE, "The sheet “{sheet}” has no figures we use and was not used."),
    Kind("S13 chosen", _NOTE, "You asked us to leave the sheet “{sheet}” out, so nothing of it was used."),
    Kind("S13 told", _NOTE, "Read as words that stand beside the figures. Rows: {count}."),
    Kind("S13 marked", _NOTE, "The sheet “{sheet}” is our own list of what to mend, and was not read."),
    Kind(
        "S14",
        _REJECT,
        "It holds a formula whose result was never saved. Open the file in Excel, let it calculate, save, "
        "and send it again.",
    ),
    Kind(
        "S14 ask",
        _ASK,
        "It holds a formula whose result was never saved, so we could not check it. Is that all right?",
        _YES,
    ),
    Kind("S15", _NOTE, "{count} figures come from formulas; we used the saved results."),
    Kind("S16", _NOTE, "The file says the sheet ends at {declared}; we read all of it."),
    Kind(
        "S17",
        _REJECT,
        "It says {typed}, but {other} says {value} for the same figure. Take out or hide the one we should not use.",
    ),
    # Whose figures
    Kind("I01", _REJECT, "It says “{typed}”. We know no authority or area of that name. Please correct it."),
    Kind(
        "I01 near",
        _REJECT,
        "It says “{typed}”. We know no authority of that name. Did you mean {near}? Please correct it.",
    ),
    Kind("I02", _NOTE, "“{typed}” read as {name}."),
    Kind("I03", _REJECT, "The code {code} is {of_code}, but the row says {named}. Which is right?"),
    Kind("I04", _NOTE, "{typed} is a former code of {name}; read as {code}."),
    Kind("I05", _REJECT, "“{typed}” is two authorities together. We need each apart, and do not split them ourselves."),
    Kind("I06", _REJECT, "We cannot tell whose figures these are. Put the authority's name above the table."),
    Kind("I06 told", _REJECT, "We cannot tell whose words these are. Put the authority's name above them."),
    Kind("I07", _REJECT, "You are sending for {mine}, but this return is for {other}."),
    Kind("I08", _REJECT, "This is for {other}; you are sending for {mine}. Nothing was loaded."),
    Kind(
        "I08 published",
        _REJECT,
        "This is a table of published figures ({name}), as the dashboard saves it. They are held already, and only "
        "their publisher changes them. Nothing was loaded.",
    ),
    Kind("I09", _ASK, "The same figure stands at {other} too. We would count it once. Is that right?", _YES),
    Kind("I10", _REJECT, "The same figure is given at {other}. Please keep the right one."),
    Kind("I11", _NOTE, "“{typed}” read as a figure for Scotland, not as an authority."),
    # Which year
    Kind("P01", _REJECT, "It says “{typed}”. Write the period like {example}."),
    Kind("P02", _REJECT, "It says “{typed}”. A financial year runs into the next one, such as 2021/22."),
    Kind("P03", _ASK, "It says “{typed}”. Which financial year is that: the one ending or the one beginning then?"),
    Kind("P04", _REJECT, "It says {typed}, a year that has not begun."),
    Kind(
        "P04 ask",
        _ASK,
        "It says {typed}, a year that is not over, so these figures may be of part of it. What shall we do with them?",
    ),
    Kind("P05", _ASK, "It says {typed}, but the figures below are of {period}. Is {period} right?", _YES),
    Kind(
        "P05 two",
        _ASK,
        "“{typed}” names more than one year. Which are these figures of?",
    ),
    Kind(
        "P06",
        _ASK,
        "“{typed}” is part of a year. People cannot be added up across quarters or months. Are the year's "
        "figures elsewhere?",
    ),
    Kind("P06 beside", _NOTE, "“{typed}” is part of a year whose own figures stand beside it; it was not used."),
    Kind("P07", _NOTE, "{typed} read as {period}."),
    Kind(
        "P07 date",
        _ASK,
        "These count people on one day, and it says {typed}. Are they people waiting on {day}?",
        _YES,
    ),
    Kind("P08", _REJECT, "{period} heads two columns with different figures. Please keep the right one."),
    Kind("P09", _NOTE, "The years run {years}; {missing} is not here."),
    Kind(
        "P10", _REJECT, "We cannot tell which year these figures are of. Put it above the table or in the sheet's name."
    ),
    Kind("P10 told", _REJECT, "We cannot tell which year these words are of. Put one above them, like 2023/24."),
    Kind("P11", _NOTE, "This workbook counts dates from 1904; read accordingly."),
    Kind("P12", _ASK, "It says {typed}; SDS began in April 2014. Is that the year you mean?", _YES),
    # Values
    Kind("V01", _REJECT, "It says “{typed}”. We need a number here, or a marker such as [x]."),
    Kind("V01 answer", _REJECT, "It says “{typed}”. We need {answers} here, or a marker such as [z]."),
    Kind("V01 told", _REJECT, "It says “{typed}”. We need words here."),
    Kind(
        "V01 consent",
        _REJECT,
        "It says “{typed}”. We take in what people said only where they agreed to it being shared: put yes once they "
        "have, or empty the row.",
    ),
    Kind("V02", _NOTE, "A number stored as text; read as a number."),
    Kind("V03", _NOTE, "“{typed}” read as {value}."),
    Kind("V03 reject", _REJECT, "It says “{typed}”. The comma could mean two things. Please type the number again."),
    Kind(
        "V04",
        _REJECT,
        "It holds the date {typed}. Excel changes entries such as 1-4 into dates. Set the format of the cell "
        "to General, then type the number, or [c] if it is fewer than 5.",
    ),
    Kind("V05", _REJECT, "It shows {typed}: the formula has lost what it pointed to. Type the number."),
    Kind("V06", _REJECT, "It says {typed}. This figure cannot be below zero."),
    Kind(
        "V07",
        _ASK,
        "It says {typed}. Counts are whole numbers. Is that right, as a full-time equivalent or an average?",
    ),
    Kind("V08", _ASK, "It says {typed}, which could be {small}% or {large}%. Which is it?"),
    Kind("V09", _ASK, "It says {typed} percent. Can that be right?", _YES),
    Kind("V10", _REJECT, "It says {typed}, but the scale is 1 to 5."),
    Kind("V11", _ASK, "The cell is empty. Is the number zero, not available, or does it not apply?"),
    Kind("V11 told", _REJECT, "The row is filled in, but for {what}. Please add that here, or empty the row."),
    Kind(
        "V11 consent",
        _REJECT,
        "The row does not say whether they agreed to it being shared. Put yes here once they have, or empty the row.",
    ),
    Kind("V11 figures", _ASK, "Which figures do these words concern: all, or those of one name of ours?"),
    Kind(
        "V11 rate", _ASK, "The rate cannot be worked out: {missing}. Is the rate not available, or does it not apply?"
    ),
    Kind(
        "V12", _ASK, "It reads “{typed}”, but “{note}” is small raised text. Is the figure {figure}, with a note?", _YES
    ),
    Kind("V13", _ASK, "It says {typed}, more than everyone living in {name}. Can that be right?", _YES),
    Kind("V14", _REJECT, "It says “{typed}”. If it is an estimate, type the number and [e]."),
    Kind("V15", _REJECT, "It holds {typed}, not a number."),
    Kind("V16", _NOTE, "It has more than 15 digits; a spreadsheet keeps only 15."),
    Kind("V18", _ASK, "It holds {typed}, but its number format shows something else. Is {typed} the figure?", _YES),
    Kind("V19", _ASK, "It is struck through. Does the figure {typed} still count?"),
    Kind(
        "V20",
        _ASK,
        "One cell stands for several figures here, and we cannot tell whose {typed} is, so none of them has it. Is "
        "that right?",
    ),
    Kind("V17", _NOTE, "Spaces or invisible characters round the text were left out."),
    # Markers
    Kind("M01", _NOTE, "“{typed}” read as “{words}”."),
    Kind("M02", _NOTE, "“{typed}” read as “{words}”, from the key on sheet “{key}”."),
    Kind("M03", _ASK, "It says “{typed}”. Is that not applicable, or not available?"),
    Kind("M03 return", _ASK, "It says “{typed}”. Is that none, not available, or does it not apply?"),
    Kind("M04", _REJECT, "“{typed}” with the status “{status}”: we do not know what that means. See the Notes."),
    Kind("M04 return", _ASK, "It says “{typed}”. What does it mean?"),
    Kind(
        "M04 status",
        _ASK,
        "The status says “{typed}”. Are the figures beside it as counted, provisional, estimated, revised or not "
        "available?",
    ),
    Kind("M05", _NOTE, "“{typed}” read as {value}, {words}."),
    Kind("M06", _NOTE, "“{typed}” read as hidden to protect people; we do not guess the number."),
    Kind("M07", _ASK, "It says “{typed}” with no number beside it. What is the figure?"),
    Kind(
        "M08",
        _ASK,
        "Your key says {typed} means “{words}”, which is not its usual meaning. We follow your key. Is that right?",
        _YES,
    ),
    # Arithmetic
    Kind(
        "A01",
        _NOTE,
        "The options add to {sum} and the total is {total}. That is expected: people may use more than one.",
    ),
    Kind(
        "A02",
        _ASK,
        "The options add to {sum}, fewer than the {total} people with any. Do {missing} people have no option "
        "recorded?",
        _YES,
    ),
    Kind("A03", _ASK, "{value} people are recorded here, but only {total} with any option. Is that right?", _YES),
    Kind("A04", _ASK, "The exclusive options add to {sum}; the total says {total}. Is that right?", _YES),
    Kind("A05", _ASK, "It says {total}; the rows add to {sum}. We use the rows. Is that right?", _YES),
    Kind("A05 ages", _ASK, "It says {total} for all ages; the age bands add to {sum}. Is that right?", _YES),
    Kind("A06", _ASK, "The part, {part}, is bigger than the whole, {whole}. Is that right?", _YES),
    Kind("A07", _ASK, "It says {typed} percent, but {part} of {whole} is {worked_out}. Which is right?"),
    Kind("A08", _ASK, "A mean of {typed} from no responses. Can that be right?"),
    Kind(
        "A09",
        _ASK,
        "It went from {before} to {value} in a year. Is that right, or is there a digit too many or too few?",
        _YES,
    ),
    Kind("A10", _ASK, "All {count} figures for {name} in {period} equal those of {before}."),
    Kind("A10 return", _ASK, "All {count} figures for {period} equal those of {before}. Were they carried forward?"),
    Kind("A13", _NOTE, "Every count is a multiple of 5, so we allow for rounding."),
    Kind("A14", _ASK, "Every figure in {period} for {name} is 0. None, or not known?"),
    # Protecting people
    Kind("D01", _ASK, "This is a small number of people. We keep it, but show it as [c]. Is that all right?", _YES),
    Kind(
        "D02",
        _REJECT,
        "This looks like a CHI number. Take out anything about individuals and send it again. We have not "
        "kept this file.",
    ),
    Kind(
        "D03",
        _REJECT,
        "This looks like a National Insurance number. Take out anything about individuals and send it again. "
        "We have not kept this file.",
    ),
    Kind(
        "D04",
        _REJECT,
        "This column looks like names or dates of birth. Take out anything about individuals and send it "
        "again. We have not kept this file.",
    ),
    Kind(
        "D04 told",
        _REJECT,
        "This seems to name a person. Say which group or organisation it was instead, and send it again. We have not "
        "kept this file.",
    ),
    Kind(
        "D05 told",
        _REJECT,
        "This looks like somebody's contact details, among words that others will read. Take them out and send it "
        "again. We have not kept this file.",
    ),
    Kind(
        "D05",
        _REJECT,
        "These look like people's contact details. Take them out and send it again. We have not kept this file.",
    ),
    Kind(
        "D05 ask",
        _ASK,
        "This looks like contact details. If they are the contact for this return, that is all right.",
        _YES,
    ),
    Kind(
        "D06",
        _REJECT,
        "This sheet looks like a list of people, one a row. We only take totals. We have not kept this file.",
    ),
    Kind(
        "D07",
        _ASK,
        "It is hidden, but the total less the others gives it away. We hide or round others wherever they are shown. "
        "Is that all right?",
    ),
    Kind(
        "D08",
        _ASK,
        "A mean from fewer than 5 people could identify someone. We keep it and do not show it. Is that all right?",
        _YES,
    ),
    Kind(
        "D09",
        _REJECT,
        "A comment or hidden text here looks like something about an individual. Take it out and send it "
        "again. We have not kept this file.",
    ),
    # Sent before
    Kind("R01", _REJECT, "You sent this same file on {day}. There is nothing new to load."),
    Kind("R02", _ASK, "Every figure equals your return of {day}. Replace it, or was another file meant?"),
    Kind("R03", _ASK, "This has {count} figures; we hold {held}. The others stay as they are. Is that right?", _YES),
    Kind("R04", _ASK, "This changes {before} to {value}. Replace it?", _YES),
    # Text that could do harm
    Kind(
        "T01", _ASK, "This text would run as a formula in a spreadsheet. We keep it as text. Is that all right?", _YES
    ),
    Kind("T02", _NOTE, "This text has the signs of a web page or script; it is shown as text."),
    Kind("T03", _ASK, "This text has characters that hide or turn round what is written. Please type it again.", _YES),
)
KINDS = {kind.name: kind for kind in _KINDS}


@dataclass(frozen=True)
class Problem:
    """A problem of one kind at one place; `sheet` and `cell` are empty where it belongs to the file.

    `proposal` is the answer we propose to a question, empty where only the sender can settle it; `kind` names the
    form of the problem in the catalogue; `words` are the heading or title it is about, where it is about one.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    proposal: str = ""
    kind: str = ""
    words: str = ""

    @property
    def where(self) -> str:
        """The place in words: `sheet “Table 1”, cell D9`."""
        parts = [f"sheet “{self.sheet}”"] if self.sheet else []
        return ", ".join(parts + ([f"cell {self.cell}"] if self.cell else []))


def problem(kind_code: str, sheet: str = "", cell: str = "", /, **details: object) -> Problem:
    """A problem of the catalogue's kind, its message filled with what was seen (60 characters of it at most)."""
    kind = KINDS[kind_code]
    shown = {name: plain(str(value))[:60] for name, value in details.items()}
    return Problem(
        kind.code,
        kind.severity,
        sheet,
        cell,
        kind.message.format(**shown),
        kind.proposal,
        kind_code,
        shown.get("heading", ""),
    )
