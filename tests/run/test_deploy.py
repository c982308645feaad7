"""The files in deploy/ fit the program and each other; `scripts/deployment` checks them against their schemas."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml

from bot.cli import main
from bot.settings import ROOT, Settings, load_settings, variable
from tests.load.servers import Nginx, environment

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"


def compose() -> Dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))


def manifests(kind: str) -> List[Dict[str, Any]]:
    found = [doc for path in KUBERNETES.glob("*.yml") for doc in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    return [doc for doc in found if doc["kind"] == kind]


@pytest.mark.parametrize(
    "path", sorted(path for path in DEPLOY.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = {variable(item.name) for item in fields(Settings)}
    assert set(re.findall(r"LOOPBAANBOT_[A-Z_]+", path.read_text(encoding="utf-8"))) <= known


def test_the_settings_of_the_image_and_of_compose_are_accepted() -> None:
    image = dict(
        re.findall(r"(LOOPBAANBOT_\w+)=(\S+)", (DEPLOY / "Containerfile").read_text(encoding="utf-8").split("USER")[0])
    )
    given = {
        name: value.replace("${", "x" * 40) for name, value in compose()["services"]["web-1"]["environment"].items()
    }
    settings = load_settings({**image, **given})
    assert not settings.migrate and not settings.rest and settings.redis_url and settings.https


def test_every_process_that_is_started_is_a_command() -> None:
    containers = [d["spec"]["template"]["spec"]["containers"][0] for d in [*manifests("Deployment"), *manifests("Job")]]
    named = [c["args"][0] for c in containers]
    named += [
        service["command"][0] for service in compose()["services"].values() if service.get("image") == "loopbaanbot"
    ]
    assert set(named) == {"web", "rasa", "actions", "migrate"}
    for command in set(named):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0


def test_kustomize_lists_every_manifest() -> None:
    listed = yaml.safe_load((KUBERNETES / "kustomization.yml").read_text(encoding="utf-8"))["resources"]
    assert sorted(listed) == sorted(path.name for path in KUBERNETES.glob("*.yml") if path.name != "kustomization.yml")


def test_nginx_passes_on_to_the_services_of_compose() -> None:
    upstreams = (DEPLOY / "nginx" / "upstreams.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"server (\S+):", upstreams)) <= set(compose()["services"])


def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    two = {"web": [1, 2], "rasa": [3, 4], "actions": [5, 6]}
    nginx = Nginx(tmp_path, {8080: 8080, 5005: 5005, 5055: 5055}, two)
    said = subprocess.run([*nginx.command()[:7], "-t"], env=environment(), capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
