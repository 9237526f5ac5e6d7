"""Opens an HTML report in headless Chromium and uses it as a person would.

usage: click_through.py REPORT.html [SCREENSHOT-FOLDER]

Needs Debian's chromium and chromium-driver, and selenium. The report must have a rule that is broken and one that holds.
"""
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def rules(driver):
    return [rule for rule in driver.find_elements(By.CSS_SELECTOR, "[data-rule]") if rule.is_displayed()]


def check(condition, what):
    print(("ok      " if condition else "FAILED  ") + what)
    if not condition:
        sys.exit(1)


def main():
    page = pathlib.Path(sys.argv[1]).resolve().as_uri()
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1600"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        driver.get(page)
        body = driver.find_element(By.TAG_NAME, "body")
        total = len(rules(driver))
        check(total > 1, f"{total} rules are shown")
        broken = driver.find_elements(By.CSS_SELECTOR, "details[data-rule=fail]")
        check(broken and all(rule.get_attribute("open") for rule in broken), "every broken rule is open")
        held = driver.find_elements(By.CSS_SELECTOR, "details[data-rule=pass]")
        check(held and not any(rule.get_attribute("open") for rule in held), "every rule that holds is closed")

        chip = driver.find_element(By.CSS_SELECTOR, ".chip[data-v=fail]")
        chip.click()
        check(len(rules(driver)) == len(broken), "the chip 'broken' leaves the broken rules")
        chip.click()
        check(len(rules(driver)) == total, "a second click shows all again")

        body.send_keys("/")
        search = driver.switch_to.active_element
        check(search.get_attribute("id") == "search", "the key / goes to the search")
        identifier = broken[0].find_element(By.CSS_SELECTOR, ".what small").text
        search.send_keys(identifier)
        check(broken[0].is_displayed() and len(rules(driver)) < total, "the search finds a rule by its identifier")
        search.send_keys("no such rule anywhere")
        check(driver.find_element(By.ID, "none").is_displayed(), "a search that finds nothing says so")
        search.send_keys(Keys.ESCAPE)
        check(len(rules(driver)) == total, "Escape ends the search")

        body.send_keys("j")
        first = driver.switch_to.active_element
        check(first.tag_name == "summary", "the key j goes to a rule")
        before = first.find_element(By.XPATH, "..").get_attribute("open")
        first.send_keys(Keys.ENTER)
        check(first.find_element(By.XPATH, "..").get_attribute("open") != before, "Enter opens and closes it")
        first.send_keys("f")
        focused = driver.switch_to.active_element.find_element(By.XPATH, "..").get_attribute("data-rule")
        check(focused in ("fail", "undecided"), "the key f goes to a rule that does not hold")

        link = driver.find_element(By.CSS_SELECTOR, ".alert a")
        link.click()
        target = driver.find_element(By.ID, link.get_attribute("href").split("#", 1)[1])
        check(target.is_displayed(), "a link at the top leads to its rule")

        root = driver.find_element(By.TAG_NAME, "html")
        color = driver.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
        driver.find_element(By.ID, "theme").click()
        check(root.get_attribute("data-theme") in ("dark", "light"), "the button switches the theme")
        check(driver.find_element(By.TAG_NAME, "body").value_of_css_property("background-color") != color, "and the colours")

        width = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
        check(width <= 0, "nothing is wider than the window")
        loaded = driver.execute_script("return performance.getEntriesByType('resource').length")
        check(loaded == 0, "nothing was loaded")
        severe = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        check(severe == [], f"nothing was refused or went wrong {severe}")
        scripts = driver.execute_script("return document.scripts.length + document.images.length + document.forms.length")
        check(scripts == 1, "the page has its own script and nothing else that acts")
        if len(sys.argv) > 2:
            folder = pathlib.Path(sys.argv[2])
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("one", "other"):
                driver.save_screenshot(str(folder / f"report-{name}.png"))
                driver.find_element(By.ID, "theme").click()
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
