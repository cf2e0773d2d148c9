"""What do others call me, which language do I read, where am I signed in?"""

import streamlit as st

from planner import reports, ui
from planner.ui.account import name_form, open_sessions, password_form, sign_out_buttons
from planner.ui.language_switch import language_switch

st.title(ui.say("My account"), anchor=False)
installed = ui.read(reports.visitors.installation)

with st.container(border=True, width=640):
    st.subheader(ui.say("Name and language"), anchor=False)
    name_form()
    language_switch("account-language", labelled=True)
with st.container(border=True, width=640):
    st.subheader(ui.say("Password"), anchor=False)
    if installed is not None and installed.kind == "demo":
        st.write(ui.say("This is a demo: nobody has a password. In your own shop everyone does."))
    else:
        password_form()
with st.container(border=True, width=640):
    st.subheader(ui.say("Where you are signed in"), anchor=False)
    open_sessions()
    sign_out_buttons()
