"""Who does what: the assignments workbook, its checks and the change it makes."""
