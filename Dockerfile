# The program with what it needs to run and the contracts of RFS: docker build -t hallmark .
FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcurl4-openssl-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources ./Sources
COPY Tests ./Tests
RUN swift build -c release --product hallmark --static-swift-stdlib -Xlinker -s

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libcurl4 libsqlite3-0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/.build/release/hallmark /usr/local/bin/hallmark
COPY Contracts /usr/local/share/hallmark/Contracts
WORKDIR /srv
CMD ["hallmark", "--help"]
