.PHONY: check test lint format screenshots

check: ## what CI runs
	.ci/run

test:
	uv run pytest

lint:
	uv run ruff check . && uv run ruff format --check . && uv run mypy && uv run lint-imports

format:
	uv run ruff format . && uv run ruff check --fix .

screenshots: ## docs/screenshots/*.svg from the running program
	uv run python scripts/screenshot.py
