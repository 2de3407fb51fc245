# What people type. `make` alone lists it. Only Python 3.11, make and git must be there first.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test search check template docs bench samples server windows runtime dev tools programs requirements clean

PYTHON ?= $(shell python3.11 -c 'print("python3.11")' 2>/dev/null || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
TEMPLATE := 认定申报工作簿.xlsx

# Where the tests find the Open XML validator that `tools` installs.
export OOXML_VALIDATOR := $(CURDIR)/tests/node_modules/.bin/ooxml-validator

help:
	@echo '可用的命令：'
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: runtime ## 一次看全：生成模板、校验样例、写出标注件（只需 Python）
	@$(BIN)/hrpark demo

test: check tools programs ## 从零装好所需的一切，检查并测试
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

search: dev ## 用多得多的随机输入再试一遍各条规律（约二十分钟）
	HRPARK_SEARCH=25 $(BIN)/pytest --numprocesses auto --maxprocesses 4 -m hypothesis

check: dev ## 代码规范与类型检查（ruff、mypy）
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

template: runtime ## 生成空白的认定申报工作簿
	@$(BIN)/hrpark template

docs: dev programs ## 重画文档中的图，重写由程序生成的段落
	$(BIN)/python docs/draw.py
	$(BIN)/python -m bureau.documentation

samples: dev programs ## 用现行模板重新填写全部示例，由 LibreOffice 保存
	$(BIN)/python tests/build_samples.py

bench: dev ## 量一次速度：中位数与比值
	@for bench in speed cells button server; do $(BIN)/python bench/$$bench.py && echo; done

server: $(VENV)/server ## 另装在线校验服务器（hrpark serve）；许可见 docs/guide-server.md

windows: runtime ## 打包给县里 Windows 电脑离线安装的文件夹 build/windows
	rm -rf build/windows build/lib && mkdir -p build/windows/wheels
	$(PIP) download --require-hashes --no-deps --platform win_amd64 --python-version 3.11 \
		--implementation cp --only-binary=:all: --dest build/windows/wheels \
		--requirement requirements.txt --requirement macros/windows/requirements-windows.txt
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/windows/wheels .
	$(BIN)/python -m macros.wheels build/windows/wheels
	cp requirements.txt macros/windows/requirements-windows.txt macros/windows/setup.cmd build/windows/
	@$(BIN)/hrpark template --output build/windows/认定申报工作簿.xlsx
	@$(BIN)/hrpark template --edition xlsm --output build/windows/认定申报工作簿.xlsm
	@echo '把整个文件夹 build/windows 拷给县里；用法见 docs/guide-county.md'

requirements: dev ## 按 pyproject.toml 重新锁定依赖版本（带哈希）
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra server --constraint requirements.txt --output-file requirements-server.txt pyproject.toml
	$(COMPILE) --extra dev --extra server --constraint requirements-server.txt --output-file requirements-dev.txt pyproject.toml

clean: ## 删除装好的环境
	rm -rf $(VENV) tests/node_modules

# Versions and hashes only: no address of a package index goes into the files.
COMPILE = CUSTOM_COMPILE_COMMAND='make requirements' $(BIN)/pip-compile --quiet --generate-hashes \
	--allow-unsafe --build-deps-for editable --strip-extras --no-emit-options \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

runtime: $(VENV)/runtime
dev: $(VENV)/dev
tools: tests/node_modules/verified

programs:
	@.ci/setup.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo '不能建立 Python 环境；Debian 上请先安装 python3-venv' >&2; exit 1; }

$(VENV)/runtime: requirements.txt pyproject.toml | $(BIN)/python
	@echo '正在安装 Python 依赖（首次约半分钟）…'
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/server: requirements-server.txt $(VENV)/runtime
	@$(PIP) install --require-hashes --requirement requirements-server.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	@echo '正在安装测试与检查用的依赖…'
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

# Exact version in package.json, content by hash; without npm's lock file, which holds addresses.
# The hashes are of the x86-64 binary: elsewhere only the script around it is checked.
tests/node_modules/verified: tests/package.json tests/package.sha256 | programs
	rm -rf tests/node_modules
	cd tests && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel error
	cd tests && sha256sum --check --quiet \
		$(if $(filter x86_64,$(shell uname -m)),,--ignore-missing) package.sha256
	@touch $@
