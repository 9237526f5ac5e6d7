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
        self._signed("early", "IP:127.0.0.1", "-startdate", "20900101000000Z", "-enddate", "20900201000000Z")
        self._signed("weak", "IP:127.0.0.1", bits=1024)
        self._signed("127.0.0.1", None)
        (folder / "subject.pem").write_bytes((folder / "127.0.0.1.pem").read_bytes())
        (folder / "subject.key").write_bytes((folder / "127.0.0.1.key").read_bytes())
        self._signed("for-clients", "IP:127.0.0.1", use="clientAuth")
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
        if kind == "weak":
            context.set_ciphers("ALL:@SECLEVEL=0")
        if kind == "tickets":
            context.num_tickets = 100_000
        if kind == "no-cipher":
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("PSK")
        if kind == "client":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.authority)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context

    def _new(self, name, bits=2048):
        return ["-newkey", f"rsa:{bits}", "-nodes", "-keyout", self.folder / f"{name}.key"]

    def _signed(self, name, alternative, *dates, bits=2048, use=None):
        request = self.folder / f"{name}.csr"
        extensions = [f"subjectAltName={alternative}"] * (alternative is not None) + [f"extendedKeyUsage={use}"] * (use is not None)
        self._run(
            "req", "-subj", f"/CN={name}", *[part for item in extensions for part in ("-addext", item)], *self._new(name, bits), "-out", request)
        dates = dates or ("-days", "2")
        self._run(
            "ca", "-batch", "-notext", "-config", self.folder / "configuration", "-cert", self.authority, "-keyfile",
            self.folder / "authority.key", *dates, "-in", request, "-out", self.folder / f"{name}.pem")

    def _run(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
