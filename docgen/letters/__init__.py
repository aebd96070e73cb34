"""Letters and the smaller documents: reminders, the letter to the ministry, receipts, progress report, brief."""

from docgen.letters.brief import write_brief
from docgen.letters.ministry import write_ministry_letter
from docgen.letters.progress import write_progress_report
from docgen.letters.receipt import write_receipt, write_receipts
from docgen.letters.reminder import agencies_to_remind, write_reminder_letters

__all__ = [
    "agencies_to_remind",
    "write_brief",
    "write_ministry_letter",
    "write_progress_report",
    "write_receipt",
    "write_receipts",
    "write_reminder_letters",
]
