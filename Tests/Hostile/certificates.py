"""Certificates for TLS that is sound, and for TLS that is not, made with the program openssl."""
import ssl, subprocess

CONFIGURATION = """
[ca]
default_ca = own
[own]
dir = {folder}
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""


class Certificates:
    def __init__(self, folder):
        self.folder = folder
        self.authority = folder / "authority.pem"
        (folder / "configuration").write_text(CONFIGURATION.format(folder=folder))
        (folder / "index").write_text("")
        (folder / "serial").write_text("01\n")
        self._run("req", "-x509", "-days", "2", "-subj", "/CN=authority", *self._new("authority"), "-out", self.authority)
        self._signed("sound", "IP:127.0.0.1")
        self._signed("other-host", "DNS:other.example")
        self._signed("expired", "IP:127.0.0.1", "-startdate", "20200101000000Z", "-enddate", "20200201000000Z")
        self._run(
            "req", "-x509", "-days", "2", "-subj", "/CN=self", "-addext", "subjectAltName=IP:127.0.0.1", *self._new("self-signed"),
            "-out", folder / "self-signed.pem")

    def context(self, kind):
        """The settings of a server; kinds that are no certificate have the sound one."""
        name = kind if (self.folder / f"{kind}.pem").exists() else "sound"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "old":
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        if kind == "client":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.authority)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context

    def _new(self, name):
        return ["-newkey", "rsa:2048", "-nodes", "-keyout", self.folder / f"{name}.key"]

    def _signed(self, name, alternative, *dates):
        request = self.folder / f"{name}.csr"
        self._run("req", "-subj", f"/CN={name}", "-addext", f"subjectAltName={alternative}", *self._new(name), "-out", request)
        dates = dates or ("-days", "2")
        self._run(
            "ca", "-batch", "-notext", "-config", self.folder / "configuration", "-cert", self.authority, "-keyfile",
            self.folder / "authority.key", *dates, "-in", request, "-out", self.folder / f"{name}.pem")

    def _run(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
