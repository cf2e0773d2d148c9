"""Can this phase open?"""

import streamlit as st

from planner import reports, ui
from planner.ui.chances import chance_of
from planner.ui.choosing import campaign_page
from planner.ui.gate_readiness import readiness
from planner.ui.gate_signing import sign_offs
from planner.ui.gates import answer, chosen_phase, must_haves
from planner.ui.task_panel import open_what_was_asked

campaign = campaign_page(ui.say("Gates"))
if campaign:
    phase = chosen_phase(campaign)
    gate = ui.read(reports.gates.gate, phase_id=phase.key)
    answer(campaign, phase, gate)
    musts, signed = st.columns([3, 2], gap="large")
    with musts:
        must_haves(campaign, gate)
    with signed:
        chance_of(campaign, phase)
        sign_offs(campaign, gate)
        readiness(campaign, phase)
    open_what_was_asked()
