"""What Streamlit runs at every visit and every click: the frame, and in it the page."""

from planner.ui.frame import draw

draw()
