"""Pages, styles and parts of a document after Nghị định 30/2020/NĐ-CP, on top of python-docx."""
