import streamlit as st

st.title("task")
