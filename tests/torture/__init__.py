"""Campaigns that maltreat a helpdesk while people work there, and look for what was lost or done twice."""
