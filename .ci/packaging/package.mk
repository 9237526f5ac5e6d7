# Installing and packing, included by the Makefile.

PREFIX ?= /usr/local
DESTDIR ?=
DIST ?= .build/dist
RELEASE = .build/release/hallmark
STATIC = $(CURDIR)/.build/static
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: release order install uninstall dist

# Functions are put in the order in which a run needs them (see order.py): that takes 2 to 4 MB less memory, and 5 % fewer
# cycles, since code that is used together lies together.
ORDER = .ci/packaging/order.txt
RELEASE_FLAGS = -c release --product hallmark --static-swift-stdlib -Xlinker --no-export-dynamic \
	-Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xswiftc -Xclang-linker -Xswiftc -no-pie \
	-Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld

# A program at a fixed address needs none of the 130,000 relocations that one anywhere in memory begins with: a fifth of
# the time to start, and 4 MB. Its libraries, stack and heap have random addresses as before.
release: setup ## Build a stripped release binary that needs only libcurl and the C library
	@.ci/packaging/static-libraries $(STATIC)
	PKG_CONFIG_PATH="$(STATIC)" swift build $(RELEASE_FLAGS) -Xlinker -s \
		-Xlinker --symbol-ordering-file=$(CURDIR)/$(ORDER) -Xlinker --no-warn-symbol-ordering

order: setup ## Find out anew which functions a run calls, for the linker (needs valgrind; links without stripping)
	@.ci/packaging/static-libraries $(STATIC)
	PKG_CONFIG_PATH="$(STATIC)" swift build $(RELEASE_FLAGS)
	@python3 .ci/packaging/order.py $(RELEASE) $(ORDER)

# Installing builds nothing that is there already, so that it can be done by root.
$(RELEASE):
	@$(MAKE) release

install: $(RELEASE) ## Install the program, its contracts, manual page and shell completions under PREFIX
	install -D -m 755 $(RELEASE) "$(DESTDIR)$(PREFIX)/bin/hallmark"
	rm -rf "$(SHARE)/hallmark/Contracts"
	mkdir -p "$(SHARE)/hallmark"
	cp -R Contracts "$(SHARE)/hallmark/"
	mkdir -p "$(SHARE)/man/man1" "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" \
		"$(SHARE)/fish/vendor_completions.d"
	$(RELEASE) manual > "$(SHARE)/man/man1/hallmark.1"
	$(RELEASE) --generate-completion-script bash > "$(SHARE)/bash-completion/completions/hallmark"
	$(RELEASE) --generate-completion-script zsh > "$(SHARE)/zsh/site-functions/_hallmark"
	$(RELEASE) --generate-completion-script fish > "$(SHARE)/fish/vendor_completions.d/hallmark.fish"

uninstall: ## Remove what install has put under PREFIX
	rm -rf "$(SHARE)/hallmark" "$(DESTDIR)$(PREFIX)/bin/hallmark" "$(SHARE)/man/man1/hallmark.1" \
		"$(SHARE)/bash-completion/completions/hallmark" "$(SHARE)/zsh/site-functions/_hallmark" \
		"$(SHARE)/fish/vendor_completions.d/hallmark.fish"

dist: release ## Pack what is installed, after a look at the binary's size and libraries
	.ci/packaging/check-binary $(RELEASE)
	rm -rf "$(DIST)"
	$(MAKE) install DESTDIR="$(DIST)/hallmark" PREFIX=
	tar -C "$(DIST)" --owner=0 --group=0 -czf \
		"$(DIST)/hallmark-$$($(RELEASE) --version)-linux-$$(uname -m).tar.gz" hallmark
	ls -l "$(DIST)"/*.tar.gz
