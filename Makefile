# Two commands matter: `make demo` and `make test`. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# A process that may not keep what it compiled compiles all of it again, and tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench kills fuzz verdicts windows opinions build bundle system clean help

help:
	@echo "make demo   - dựng môi trường, chạy trọn một vòng với số liệu minh họa, kết quả ở out/"
	@echo "make test   - dựng môi trường (cả gói hệ thống khi là root), chạy mọi kiểm thử"
	@echo "make build  - dựng lại workbooks/template.xlsm và workbooks/assignments.xlsx"
	@echo "make bundle - gom bộ cài cho máy Windows không có internet vào dist/ (cần mạng)"
	@echo "make bench  - đo tốc độ"
	@echo "make windows  - cài, chạy, gỡ bằng Python thật của Windows dưới Wine (root, cần mạng, khoảng 5 phút)"
	@echo "make opinions - hỏi ý kiến thứ hai về các tệp: Open XML SDK của Microsoft, bộ tính IronCalc (cần mạng)"
	@echo "make kills  - ngắt ngang 200 lệnh, xem có gì hỏng"
	@echo "make fuzz   - 5.000 phiếu bị làm hỏng ngẫu nhiên: không phiếu nào được gây lỗi lạ hay số sai (khoảng 4 phút)"
	@echo "make verdicts - 3.000 phiếu điền ngẫu nhiên: điều phiếu nói trước khi gửi là điều lệnh nhập nói (khoảng 20 phút)"

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên / Python >= 3.11 needed"; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { scripts/system-packages python; $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[test]'
	@touch $@

system:
	@scripts/system-packages office

build: $(STAMP)
	$(BIN)/python -m scripts.ready_project
	$(BIN)/pii-xl build

bundle: $(STAMP)
	$(BIN)/pii-xl bundle

demo: $(STAMP)
	$(BIN)/pii-xl demo --out out

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(STAMP) system check
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: $(STAMP)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.table

kills: $(STAMP)
	$(BIN)/python -m tests.commands.kills 200

fuzz: $(STAMP)
	$(BIN)/python -m tests.hostile.fuzz 5000

verdicts: $(STAMP) system
	PII_XL_FORMS=3000 $(BIN)/python -m pytest tests/collect/test_form_verdicts.py

windows: $(STAMP)
	PII_XL_WINDOWS=1 $(BIN)/python -m pytest -rs tests/windows

opinions: $(STAMP)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[opinions]'
	PII_XL_OPINIONS=1 $(BIN)/python -m pytest -rs tests/opinions

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
