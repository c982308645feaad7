"""The product as on several machines: some of each process behind nginx, on PostgreSQL and Redis, kept up by our supervisor."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, List

from cryptography.fernet import Fernet

from bot.run.health import answers
from bot.run.services import environment
from bot.run.supervisor import Service, Supervisor
from bot.settings import ROOT, Settings, load_settings
from tests.load.servers import Nginx, Postgres, RedisServer
from tests.product import free_ports

PATIENCE = 300  # seconds that all processes may take to start


class Cluster:
    """`count` of each process; `address` is the website's."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        ports = free_ports(5 + 3 * count)
        self.postgres = Postgres(folder / "postgres", ports[0])
        self.redis = RedisServer(folder / "redis", ports[1])
        self.redis.start()
        web, rasa, actions = (ports[5 + n * count : 5 + (n + 1) * count] for n in range(3))
        self._upstreams = {"web": web, "rasa": rasa, "actions": actions}
        self.nginx = Nginx(folder / "nginx", dict(zip((8080, 5005, 5055), ports[2:5])), self._upstreams)
        self._shared = self._settings(*ports[2:5])
        self.address = f"http://127.0.0.1:{ports[2]}"
        self.settings: Settings = load_settings({**self._shared, "LOOPBAANBOT_DATA_DIR": str(folder / "tools")})
        self._command("migrate")
        self._supervisor = Supervisor(
            [service for n in range(count) for service in self._node(n + 1, web[n], rasa[n], actions[n])]
        )
        self._over = threading.Event()

    def _settings(self, website: int, rasa: int, actions: int) -> Dict[str, str]:
        knowledge = self.folder / "knowledge.db"
        build = [sys.executable, "-m", "knowledge.build", "--url", f"sqlite:///{knowledge}"]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        values = {
            "people_url": self.postgres.url("people"),
            "conversations_url": self.postgres.url("conversations"),
            "knowledge_url": f"sqlite:///{knowledge}",
            "redis_url": self.redis.url,
            "rasa_url": f"http://127.0.0.1:{rasa}",
            "actions_url": f"http://127.0.0.1:{actions}",
            "trusted_proxy": "127.0.0.1",
            "rest": "off",
            "migrate": "off",
            "secret": "s" * 40,
            "data_key": Fernet.generate_key().decode(),
            "address_rate": "1000000/minute",
            "conversation_rate": "1000000/minute",
            "log_format": "json",
        }
        return {f"LOOPBAANBOT_{name.upper()}": value for name, value in values.items()}

    def _command(self, name: str) -> None:
        environ = environment(self.settings)
        subprocess.run([sys.executable, "-m", "bot.cli", name], cwd=ROOT, check=True, env=environ, capture_output=True)

    def _node(self, number: int, web: int, rasa: int, actions: int) -> List[Service]:
        own = {"WEB_PORT": web, "RASA_PORT": rasa, "ACTIONS_PORT": actions, "DATA_DIR": self.folder / f"node-{number}"}
        settings = load_settings({**self._shared, **{f"LOOPBAANBOT_{name}": str(value) for name, value in own.items()}})
        health = {"actions": f"{actions}/ready", "rasa": f"{rasa}/webhooks/rest/ready", "web": f"{web}/health"}
        return [
            Service(
                f"{name} {number}",
                (sys.executable, "-m", "bot.cli", name),
                f"http://127.0.0.1:{address}",
                settings.log_dir / f"{name}.log",
                environment(settings),
            )
            for name, address in health.items()
        ]

    def start(self) -> None:
        """Start everything and wait until messages can be answered."""
        self._supervisor.start()
        threading.Thread(target=self._watch, daemon=True).start()
        deadline = time.monotonic() + PATIENCE
        waiting = list(self._supervisor.services)
        while waiting:
            assert time.monotonic() < deadline, f"no answer from {[service.title for service in waiting]}"
            waiting = [service for service in waiting if not answers(service.health)]
            time.sleep(0.3)
        self.nginx.start()

    def use(self, count: int) -> None:
        """Let nginx pass work on to the first `count` of each process only."""
        self.nginx.stop()
        self.nginx.route({name: ports[:count] for name, ports in self._upstreams.items()})
        self.nginx.start()

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            self._supervisor.tick()

    def pid(self, title: str) -> int:
        """The process id of, for example, "rasa 1"."""
        return self._supervisor.pids()[title]

    def service(self, title: str) -> Service:
        """What the supervisor knows of it."""
        return next(service for service in self._supervisor.services if service.title == title)

    def logs(self) -> str:
        """All that the processes logged."""
        found = [path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("node-*/log/*.log")]
        return "".join(found)

    def stop(self) -> None:
        """End everything."""
        self._over.set()
        time.sleep(0.5)
        self._supervisor.stop()
        for server in (self.nginx, self.redis, self.postgres):
            server.stop()
