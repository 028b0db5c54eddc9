"""Accounts, opportunities and contacts out of a CRM's export."""
