"""What is this one task about, and what may I do to it?"""

from planner.ui.task_page import task_page

task_page()
