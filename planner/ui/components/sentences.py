"""The sentences that the list and the board share; braces inside are filled in the browser."""

from __future__ import annotations

from planner.words import Sentence

TASK_WORDS: dict[str, Sentence] = {
    "open": Sentence("Open details"),
    "complete": Sentence("Mark as done"),
    "reopen": Sentence("Mark as not done"),
    "submit": Sentence("Submit for review"),
    "pass": Sentence("Pass the review"),
    "return": Sentence("Return with a comment"),
    "claim": Sentence("Claim"),
    "start": Sentence("Start"),
    "hand_over": Sentence("Hand over"),
    "stuck": Sentence("I'm stuck"),
    "unstuck": Sentence("No longer stuck"),
    "more": Sentence("Show more"),
    "more_verbs": Sentence("What else to do with {title}", title="{title}"),
    "shown_of": Sentence("{shown} of {count}", shown="{shown}", count="{count}"),
    "about": Sentence("{verb}: {title}", verb="{verb}", title="{title}"),
    "late": Sentence("Late"),
    "must_have": Sentence("Must-have"),
    "blocked": Sentence("Blocked"),
    "blocked_by": Sentence("Waits for {task}", task="{task}"),
    "stuck_mark": Sentence("Stuck"),
    "stuck_because": Sentence("Stuck: {reason}", reason="{reason}"),
    "in_review": Sentence("For review"),
    "doing": Sentence("Doing"),
    "checklist": Sentence("Checklist: {done} of {total}", done="{done}", total="{total}"),
    "unclaimed": Sentence("Unclaimed"),
    "nothing": Sentence("Nothing here."),
    "now_done": Sentence("Done: {title}", title="{title}"),
    "now_saved": Sentence("Saved: {title}", title="{title}"),
    "unchanged": Sentence("Unchanged: {title}", title="{title}"),
}
