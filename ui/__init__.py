"""The only Streamlit beside `dashboard.py` and `pages/`: page set-up, choices, showing exhibits, the cache."""
