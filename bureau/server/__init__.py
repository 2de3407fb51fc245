"""The bureau's server: functions and scripts for the add-in, and a page to check a workbook on."""
