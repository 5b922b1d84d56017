.PHONY: check test lint format screenshots

check: ## what CI runs
	.ci/run

test:
	uv run pytest

lint:
	uv sync --group lint && uv run --no-sync ruff check . && uv run --no-sync ruff format --check . && uv run --no-sync mypy && uv run --no-sync lint-imports

format:
	uv run --group lint ruff format . && uv run --group lint ruff check --fix .

screenshots: ## docs/screenshots/*.svg from the running program
	uv run python scripts/screenshot.py
