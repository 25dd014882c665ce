"""Stories about people at the helpdesk, tables of rules, and the laws of the house."""
