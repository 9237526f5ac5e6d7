/// The files that `init` writes: a suite that can be read, run and changed from its first minute.
enum StarterSuite {
    /// Names relative to the suite's folder, with their texts.
    static let files: [(name: String, text: String)] = [
        ("suite.yaml", suite), ("vocabulary.yaml", vocabulary), ("things/list-things.yaml", operation),
        ("first-rules.yaml", contract), ("environments/local.yaml", environment),
    ]

    private static let suite = """
        # This file marks the folder of a suite: all YAML files below it belong together.
        #
        #   hallmark lint             finds every mistake in them, with its place
        #   hallmark list             shows the rules
        #   hallmark explain RULE     tells a rule and how it is tested, in words
        #   hallmark run --dry-run    shows what would be sent
        #   hallmark run              runs the rules against the endpoint of environments/local.yaml
        #   hallmark schema contract  prints a JSON Schema, with which editors complete keys
        suite: my-api
        title: My API
        environment: environments/local.yaml    # used unless --environment names another one
        headers: {Accept: application/json}      # sent with every request that does not set it
        probe: {GET: /things}                    # asked first: does the endpoint answer, and take the credentials?

        """

    private static let vocabulary = """
        # Names for what many rules say.
        vocabulary: common

        # Outcomes are expectations by name: 'expect: refused'.
        outcomes:
          accepted: {status: 2xx}
          refused: {status: 400, json: "${shapes.error}"}
          not found: {status: 404}

        # Shapes look like the JSON they describe; what stands in angle brackets is a hole.
        shapes:
          error: {message: <string>}

        """

    private static let operation = """
        # One operation of the API as its documentation describes it.
        operation: list-things
        source: the API's reference    # the document; reports name it
        section: things

        # A valid request. The cases below change one thing in it, and expect the documented answer.
        request: {GET: /things}
        parameters:
          limit: {in: query, type: integer, range: 1..100}
        success: {status: 200, fields: {things: array}}
        errors: [400, 401, 404, 500]

        rules:
          # The identifier of this rule is list-things.answers-200; every report counts it.
          answers-200:
            rule: Things are listed with 200, in a JSON object with the list 'things'.
            expect: {status: 200, json: {things: <array>}}

          # 'range of limit' makes four cases, on both sides of each bound: 0, 1, 100 and 101.
          limit-range:
            level: should    # must, should or may; a broken should-rule does not make 'run' fail
            rule: limit is between 1 and 100.
            rows: range of limit
            with: {query: {limit: "${row.value}"}}
            valid: accepted
            invalid: refused

        """

    private static let contract = """
        # Rules that belong to no single operation.
        contract: first-rules
        source: the API's reference

        rules:
          unknown-path:
            rule: A path that does not exist is answered with 404.
            GET: /no-such-path-${uuid}
            expect: not found

          # A rule with several steps, kept here as an example: remove the line 'untested', and the '#' below it.
          created-is-shown:
            rule: A thing that was created can be shown.
            untested: an example of steps, to be adapted first
            # steps:
            #   - POST: /things
            #     json: {name: "${unique.name}"}       # a name that nothing else uses
            #     expect: {status: 201}
            #     capture: {id: $.id}                   # kept for later steps, by JSONPath
            #     remove: {DELETE: "/things/${id}"}     # sent after the case, however it ends
            #   - GET: /things/${id}
            #     expect: {status: 200, json: {id: "${id}", name: <string>}}

        """

    private static let environment = """
        # One target. A suite can have many: hallmark run --environment environments/staging.yaml
        environment: local
        endpoint: http://127.0.0.1:8080    # put your API's address here, or use --endpoint

        # How requests prove who asks. Secrets come from the process environment, and are kept out of every report.
        # secrets: {token: {env: MY_API_TOKEN}}
        # signer: {token: {header: Authorization, value: "Bearer ${token}"}}

        pace: {timeout: 30 s}

        """
}
