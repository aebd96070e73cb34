"""One command, one file: a workspace in, an outcome out; nothing here opens a file or a workbook."""
