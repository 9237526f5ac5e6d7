# The emulator, checked with the vendor's own SDK for Python.
.PHONY: sdk-check
sdk-check:
	Tests/SDKCheck/run
