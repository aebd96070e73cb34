"""Letters and the smaller documents: reminders, the letter to the ministry, receipts, progress report, brief, praise, visits."""

from docgen.letters.brief import write_brief
from docgen.letters.ministry import write_ministry_letter
from docgen.letters.praise import write_praise
from docgen.letters.progress import write_progress_report
from docgen.letters.receipt import write_receipt, write_receipts
from docgen.letters.reminder import agencies_to_remind, write_reminder_letters
from docgen.letters.visits import write_visits

__all__ = [
    "agencies_to_remind",
    "write_brief",
    "write_ministry_letter",
    "write_praise",
    "write_progress_report",
    "write_receipt",
    "write_receipts",
    "write_reminder_letters",
    "write_visits",
]
