import streamlit as st

st.title("recycle_bin")
