"""How people touch it: the only folder that knows Streamlit."""
